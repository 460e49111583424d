using Microsoft.CodeAnalysis;
using ModelCompiler.Compiler;
using ModelCompiler.Generator;
using ModelCompiler.Generator.Declarations;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.ProjectFiles;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Incrementality;

/// <summary>What the generator planned, the analyzer finds.</summary>
public class PlanCacheTests
{
    [Fact]
    public void AnalyzerFindsTheGeneratorsPlan()
    {
        var project = ProjectOf("Cached");
        // Generated files are part of what an analyzer sees.
        var driver = project.CreateDriver().RunGeneratorsAndUpdateCompilation(
            project.Compile(), out var compilation, out _, TestContext.Current.CancellationToken);
        var steps = driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Plans];
        Assert.Same(steps.Single().Outputs.Single().Value, PlanCache.Find(Request(compilation, "Cached")));
    }

    [Fact]
    public void ModelOfTheSameNameWithOtherLayersIsNotFound()
    {
        var project = ProjectOf("Changed");
        var driver = project.CreateDriver().RunGenerators(project.Compile(), TestContext.Current.CancellationToken);
        var other = project with { Sources = [project.Sources[0].Replace("[Dense(2)]", "[Dense(3)]", StringComparison.Ordinal)] };
        Assert.Null(PlanCache.Find(Request(other.Compile(), "Changed")));
        GC.KeepAlive(driver);
    }

    /// <summary>Every test has a model of its own: one of the same content that another left behind would be found as well.</summary>
    private static TestProject ProjectOf(string name) => TestProject.Of(
        "using ModelCompiler; namespace App; [CompiledModel] [Input(4)] [Dense(2)] [RandomWeights(1)] public partial class " + name + " { public int Own; }");

    private static ModelRequest Request(Compilation compilation, string name) => ModelBinder.Bind(
        ModelDeclarationReader.ReadLocated(compilation.GetTypeByMetadataName("App." + name)!, TestContext.Current.CancellationToken)!.Declaration,
        new ListedFiles([], []), new ProjectOptions(CompilerOptions.Default, []));
}

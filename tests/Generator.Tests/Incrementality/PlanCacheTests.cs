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
    private static readonly TestProject Project = TestProject.Of(
        "using ModelCompiler; namespace App; [CompiledModel] [Input(4)] [Dense(2)] [RandomWeights(1)] public partial class Cached { public int Own; }");

    [Fact]
    public void AnalyzerFindsTheGeneratorsPlan()
    {
        // Generated files are part of what an analyzer sees.
        var driver = Project.CreateDriver().RunGeneratorsAndUpdateCompilation(
            Project.Compile(), out var compilation, out _, TestContext.Current.CancellationToken);
        var steps = driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Plans];
        Assert.Same(steps.Single().Outputs.Single().Value, PlanCache.Find(Request(compilation)));
    }

    [Fact]
    public void ModelOfTheSameNameWithOtherLayersIsNotFound()
    {
        var driver = Project.CreateDriver().RunGenerators(Project.Compile(), TestContext.Current.CancellationToken);
        var other = Project with { Sources = [Project.Sources[0].Replace("[Dense(2)]", "[Dense(3)]", StringComparison.Ordinal)] };
        Assert.Null(PlanCache.Find(Request(other.Compile())));
        GC.KeepAlive(driver);
    }

    private static ModelRequest Request(Compilation compilation) => ModelBinder.Bind(
        ModelDeclarationReader.ReadLocated(compilation.GetTypeByMetadataName("App.Cached")!, TestContext.Current.CancellationToken)!.Declaration,
        new ListedFiles([], []), new ProjectOptions(CompilerOptions.Default, []));
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Benchmarks.Generator.Projects;

namespace ModelCompiler.Benchmarks.Generator.Measuring;

/// <summary>A project as the C# compiler holds it: sources, and files beside them.</summary>
/// <param name="Files">Files that are the same object have not changed.</param>
internal sealed record CompiledProject(BenchmarkProject Project, CSharpCompilation Compilation, ImmutableArray<AdditionalText> Files)
{
    public const int FirstVersion = 1;

    private const string ModelFile = "/project/Models.cs";
    private const string OtherFile = "/project/Order0.cs";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(CompiledModelAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13);

    public static CompiledProject Of(BenchmarkProject project)
    {
        var sources = Enumerable.Range(0, BenchmarkProject.OtherFiles)
            .Select(file => Parse(BenchmarkProject.OtherSource(file, FirstVersion), $"/project/Order{file}.cs"))
            .Append(Parse(project.EditedModelSource(FirstVersion), ModelFile));
        var compilation = CSharpCompilation.Create("App", sources, References, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return new CompiledProject(project, compilation, [.. Definitions(project), .. Manifests(project, FirstVersion)]);
    }

    public CompiledProject WithOtherFile(int version) => WithSource(OtherFile, BenchmarkProject.OtherSource(0, version));

    public CompiledProject WithModelClass(int version) => WithSource(ModelFile, Project.EditedModelSource(version));

    /// <summary>Writes the weight file of the first model again, which are other weights in another version.</summary>
    public CompiledProject WithWeights(int version)
    {
        var index = Files.Length - Project.Models.Count;
        return this with { Files = Files.SetItem(index, new ListedFile(Project.Models[0].WeightFile, "Weights", Project.Models[0].Manifest(version))) };
    }

    private CompiledProject WithSource(string path, string text)
    {
        var tree = Compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        return this with { Compilation = Compilation.ReplaceSyntaxTree(tree, Parse(text, path)) };
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static IEnumerable<AdditionalText> Definitions(BenchmarkProject project) =>
        project.Models.Select(model => new ListedFile(model.DefinitionFile, "Model", model.Definition));

    private static IEnumerable<AdditionalText> Manifests(BenchmarkProject project, int version) =>
        project.Models.Select(model => new ListedFile(model.WeightFile, "Weights", model.Manifest(version)));
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Generator;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.Tests.Driver;

/// <summary>A user's project: C# files, listed model and weight files, settings.</summary>
internal sealed record TestProject
{
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(CompiledModelAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public ImmutableArray<string> Sources { get; init; } = [];

    public ImmutableArray<TestFile> Files { get; init; } = [];

    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp13;

    public DocumentationMode Documentation { get; init; } = DocumentationMode.Parse;

    public CSharpCompilationOptions Options { get; init; } = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    public ImmutableArray<AdditionalText> AdditionalTexts => [.. Files.Select(file => new InMemoryText(file))];

    public AnalyzerConfigOptionsProvider OptionsProvider => new TestOptionsProvider(Properties);

    public static TestProject Of(params string[] sources) => new() { Sources = [.. sources] };

    public TestProject WithModel(string source, string json) => this with { Files = Files.Add(new TestFile("Model", source, json)) };

    public TestProject WithWeights(string source, string manifest) =>
        this with { Files = Files.Add(new TestFile("Weights", source, manifest)) };

    public TestProject WithProperty(string name, string value) => this with { Properties = Properties.SetItem(name, value) };

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "App", Sources.Select((source, index) => Parse(source, $"/project/Source{index}.cs")), References, Options);

    public SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(Language, Documentation), path);

    public GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()], AdditionalTexts, new CSharpParseOptions(Language, Documentation), OptionsProvider,
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Generates, compiles and analyses, as a build does.</summary>
    public async Task<TestBuild> Build()
    {
        var driver = CreateDriver().RunGeneratorsAndUpdateCompilation(
            Compile(), out var output, out var generatorDiagnostics, TestContext.Current.CancellationToken);
        Exception? failure = null;
        var analysis = output.WithAnalyzers([new ModelAnalyzer()], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(AdditionalTexts, OptionsProvider), (exception, _, _) => failure = exception,
            concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var analyzerDiagnostics = await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Null(failure);
        return new TestBuild(driver.GetRunResult(), output, generatorDiagnostics, analyzerDiagnostics);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelCompiler.Tests.Driver;

/// <summary>What MSBuild tells the compiler: properties of the project, metadata of its files.</summary>
internal sealed class TestOptionsProvider(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } =
        new TestOptions(properties.ToDictionary(p => "build_property." + p.Key, p => p.Value));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new TestOptions(
        textFile is InMemoryText { File: var file }
            ? new Dictionary<string, string>
            {
                ["build_metadata.AdditionalFiles.ModelCompilerItem"] = file.Item,
                ["build_metadata.AdditionalFiles.ModelCompilerSource"] = file.Source,
            }
            : []);

    private sealed class TestOptions(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}

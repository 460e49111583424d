using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ModelCompiler.Benchmarks.Generator.Measuring;

/// <summary>A file that the project lists, as the package's targets hand it to the compiler.</summary>
/// <param name="item">Model or Weights.</param>
internal sealed class ListedFile(string name, string item, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

    public override string Path => "/project/" + name;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    /// <summary>What MSBuild tells the compiler about all files.</summary>
    internal sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile is ListedFile file ? file.Metadata : GlobalOptions;
    }

    private AnalyzerConfigOptions Metadata => new Values(new Dictionary<string, string>
    {
        ["build_metadata.AdditionalFiles.ModelCompilerItem"] = item,
        ["build_metadata.AdditionalFiles.ModelCompilerSource"] = name,
    });

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}

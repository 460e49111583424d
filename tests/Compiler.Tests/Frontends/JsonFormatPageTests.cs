using System.Text.RegularExpressions;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Tests.Frontends;

/// <summary>docs/json-format.md against the code.</summary>
public class JsonFormatPageTests
{
    private const string Page = "json-format.md";
    private const string Begin = "<!-- layers: begin, follows from the layer catalogue -->\n\n";
    private const string End = "<!-- layers: end -->\n";

    [Fact]
    public void The_tables_follow_the_catalogue()
    {
        var page = CommittedText.Read(Page);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin >= 0 && end > begin, $"docs/{Page} lacks the marks between which the tables stand");
        CommittedText.AssertUpToDate(Page, page[..(begin + Begin.Length)] + LayerTables.Print() + page[end..]);
    }

    [Fact]
    public void The_examples_are_models()
    {
        var examples = Regex.Matches(
            CommittedText.Read(Page), "```json\n(\\{\\s+\"(?:\\$schema|name|layers)\".*?)```", RegexOptions.Singleline);
        Assert.True(examples.Count >= 3);
        foreach (var text in examples.Select(example => example.Groups[1].Value))
        {
            var model = JsonModelReader.Read(text, "Example");
            Assert.Empty(model.Diagnostics);
            var diagnostics = new DiagnosticBag();
            GraphBuilder.Build(model.Definition!, diagnostics);
            Assert.Empty(diagnostics.Diagnostics);
        }
    }
}

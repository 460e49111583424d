using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Documentation;

/// <summary>The blocks of a page that are marked <c>csharp compile</c> are a project, together with its JSON files.</summary>
public partial class PageCodeTests
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    public static TheoryData<string> Pages => [.. Page.In("").Concat(Page.In("docs")).Where(file => Page.Read(file).Blocks("csharp", "compile").Any())];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task CodeOfAPageCompiles(string file) => Assert.Empty((await ProjectOf(Page.Read(file)).Build()).Problems);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/getting-started.md")]
    [InlineData("docs/pytorch.md")]
    [InlineData("docs/testing.md")]
    [InlineData("docs/weights.md")]
    public void PagesForUsersHaveCode(string file) => Assert.Contains(file, Pages.Select(row => row.Data));

    private static TestProject ProjectOf(Page page)
    {
        // No weight file belongs to a page.
        var sources = page.Blocks("csharp", "compile").Select(code => WeightFile().Replace(code, "[RandomWeights(1)]")).ToList();
        var project = TestProject.Of([ImplicitUsings, .. sources]);
        foreach (var (name, json) in page.Marked("json"))
            project = project.WithModel(name, json);
        return sources.Any(HasStatements)
            ? project with { Options = project.Options.WithOutputKind(OutputKind.ConsoleApplication) }
            : project;
    }

    private static bool HasStatements(string source) =>
        CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    [GeneratedRegex("\\[Weights\\(.*?\\)\\]")]
    private static partial Regex WeightFile();
}

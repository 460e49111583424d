using System.Text;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tests.Frontends;

namespace ModelCompiler.Tests.Diagnostics;

/// <summary>docs/diagnostics against the catalogue. The examples of the pages are compiled by the generator's tests.</summary>
public class DiagnosticPagesTests
{
    private const string Folder = "diagnostics/";

    private static readonly Dictionary<string, DiagnosticDescription> All = DiagnosticCatalogTests.All.ToDictionary(description => description.Id);

    public static TheoryData<string> Ids => [.. All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_begins_with_what_the_catalogue_says(string id) => Assert.StartsWith(
        $"""
        # {id}: {All[id].Title}

        **{All[id].Severity}.** `{All[id].MessageFormat.Replace("{{", "{").Replace("}}", "}")}`


        """, CommittedText.Read(Folder + id + ".md"), StringComparison.Ordinal);

    [Fact]
    public void Every_page_is_of_a_diagnostic() => Assert.Equal(
        All.Keys.Order(StringComparer.Ordinal),
        CommittedText.Files(Folder, "MC*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_index_lists_every_diagnostic()
    {
        var table = new StringBuilder("| id | severity | title |\n|---|---|---|\n");
        foreach (var description in All.Values.OrderBy(description => description.Id, StringComparer.Ordinal))
            table.Append($"| [{description.Id}]({description.Id}.md) | {description.Severity} | {description.Title} |\n");
        Assert.Contains(table.Append('\n').ToString(), CommittedText.Read(Folder + "README.md"), StringComparison.Ordinal);
    }
}

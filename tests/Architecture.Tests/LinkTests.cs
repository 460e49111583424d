using System.Text.RegularExpressions;

namespace ModelCompiler.Tests;

/// <summary>Pages lead to files that exist.</summary>
public partial class LinkTests
{
    private static readonly string[] Folders = ["benchmarks", "docs", "samples"];

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Select(path => Path.GetFileName(path)),
        .. Folders.SelectMany(folder => Repository.Files(folder, "*.md")),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_within_the_repository_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        var broken = Link().Matches(Repository.Read(page)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal) && !Leads(folder, target, page));
        Assert.Equal([], broken);
    }

    private static bool Leads(string folder, string target, string page)
    {
        var (file, heading) = target.Split('#') is [var name, var fragment] ? (name, fragment) : (target, "");
        var path = file.Length == 0 ? Repository.PathOf(page) : Path.GetFullPath(Path.Combine(folder, file));
        return Path.Exists(path) && (heading.Length == 0 || Headings(File.ReadAllText(path)).Contains(heading));
    }

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    private static IEnumerable<string> Headings(string text) => Heading().Matches(text)
        .Select(match => NotInAnchor().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}

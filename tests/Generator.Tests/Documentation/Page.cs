using System.Text.RegularExpressions;

namespace ModelCompiler.Tests.Documentation;

/// <summary>A Markdown page of the repository.</summary>
internal sealed partial record Page(string File, string Text)
{
    private static readonly string Root = FindRoot();

    public static Page Read(string file) => new(file, System.IO.File.ReadAllText(Path.Combine(Root, file)).Replace("\r\n", "\n"));

    /// <summary>Paths of the pages in a folder, relative to the root; empty for the root itself.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md")
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>The blocks of code that are marked with a language and a word: <c>```csharp right</c>.</summary>
    public IEnumerable<string> Blocks(string language, string mark) =>
        Marked(language).Where(block => block.Mark == mark).Select(block => block.Code);

    /// <summary>The blocks of a language that are marked with something.</summary>
    public IEnumerable<(string Mark, string Code)> Marked(string language) => Block().Matches(Text)
        .Where(block => block.Groups["language"].Value == language)
        .Select(block => (block.Groups["mark"].Value, block.Groups["code"].Value));

    [GeneratedRegex("^```(?<language>[a-z]+) (?<mark>[^\n]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    // Not by the path of this source file, which a deterministic build replaces.
    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "ModelCompiler.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder;
    }
}

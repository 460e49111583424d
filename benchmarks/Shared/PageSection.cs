namespace ModelCompiler.Benchmarks.Hardware;

/// <summary>A section of a page of results: each benchmark writes its own and leaves those of others alone.</summary>
internal static class PageSection
{
    private const string Mark = "\n## ";

    /// <summary>What the generator costs; not of the benchmark that writes the rest of the page.</summary>
    public const string Generator = "What the generator costs";

    /// <summary>The section with its heading; empty if the page has none of that heading.</summary>
    public static string Find(string page, string heading)
    {
        var (start, end) = Bounds(page, heading);
        return page[start..end];
    }

    /// <summary>The page with a section in place of the one of that heading, or at its end.</summary>
    /// <param name="section">With its heading; may be empty.</param>
    public static string Replace(string page, string heading, string section)
    {
        var (start, end) = Bounds(page, heading);
        var before = page[..start].TrimEnd('\n');
        var after = page[end..].TrimStart('\n');
        return string.Join("\n\n", new[] { before, section.Trim('\n'), after.TrimEnd('\n') }.Where(part => part.Length > 0)) + "\n";
    }

    private static (int Start, int End) Bounds(string page, string heading)
    {
        var start = page.IndexOf($"{Mark}{heading}\n", StringComparison.Ordinal) + 1;
        if (start == 0)
            return (page.Length, page.Length);
        var end = page.IndexOf(Mark, start, StringComparison.Ordinal);
        return (start, end < 0 ? page.Length : end + 1);
    }
}

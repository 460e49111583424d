namespace ModelCompiler.Tool.Output;

/// <summary>Names of files for names out of a model, which are untrusted: they must not lead to another directory.</summary>
internal static class FileNames
{
    /// <summary>
    /// A file name for each name, all different even where upper and lower case are alike; names of letters, digits, '_', '-' and '.' stay.
    /// </summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name => Take(Clean(name), taken))];
    }

    private static string Clean(string name)
    {
        var text = string.Concat(name.Take(100).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_'));
        return text.StartsWith('.') ? "_" + text : text;
    }

    private static string Take(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
            unique = $"{name}_{i}";
        return unique;
    }
}

namespace ModelCompiler.Tool.HtmlReport;

/// <summary>Names that fit a place: the end tells layers of one block apart, the beginning tells which block.</summary>
internal static class Shortened
{
    public static string To(string name, int characters)
    {
        if (name.Length <= characters)
            return name;
        var end = characters / 2;
        var (first, last) = (characters - end - 1, name.Length - end);
        // A pair of surrogates is one character.
        if (first > 0 && char.IsHighSurrogate(name[first - 1]))
            first--;
        if (char.IsLowSurrogate(name[last]))
            last++;
        return $"{name[..first]}…{name[last..]}";
    }
}

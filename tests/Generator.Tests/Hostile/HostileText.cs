namespace ModelCompiler.Tests.Hostile;

/// <summary>Seeded names that would end a literal, a comment, a file or an XML element, or pass for another name.</summary>
internal static class HostileText
{
    private static readonly string[] Fragments =
    [
        "\"", "\"\"\"", "\\", "\\\"", "'", "\n", "\r", "\r\n", "\u2028", "\u0085", "*/", "/*", "//", "/**/", "#error x\n", "\n#if false\n", "\n#endif\n", "\n}\n",
        "{", "}", "{{", "}}", "{0}", "$\"{x}\"", "$$", "@", "@class", "class", "int", "namespace", "</summary>", "<evil>", "]]>", "<!--", "-->", "&amp;", "&", "<see cref=\"X\"/>",
        "\uD83D", "\uDE00", "🙂", "\u202E", "\u2066", "\u2069", "\u200B", "\uFEFF", "\0", "\t", "\b", "\x1B[31m", "é", "e\u0301", "畳", "ẞ", "İ", "a b", "a-b", "a_b", "1st", "_", "__",
        "\\u000a", "\\", "%", "%s", "::", "global::System", "Run", "Info", "arena", "network", "weights", "layer", "step", "value", "this", "System", "Span", ";", "throw null;", "=", " ", "", ".",
    ];

    /// <summary>From one fragment to many, some of characters that nobody chose.</summary>
    public static string Next(Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(8) == 0
            ? ((char)random.Next(1, 0x10000)).ToString() : Fragments[random.Next(Fragments.Length)]));
        return random.Next(20) == 0 ? string.Concat(Enumerable.Repeat(text, 500)) : text;
    }
}

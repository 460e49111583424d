using System.Globalization;
using System.Text;

namespace ModelCompiler.Compiler.Emit;

/// <summary>The only place where text that is not ours becomes C#: names from a model are untrusted.</summary>
internal static class CSharpText
{
    // The C# compiler refuses names of more than 1,023 bytes; nobody reads those of more than some words.
    private const int MaximumIdentifier = 80;

    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long",
        "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public",
        "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch",
        "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void",
        "volatile", "while",
    ];

    /// <summary>A string literal, everything but the printable characters of Latin-1 escaped.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
            if (c is '"' or '\\')
                literal.Append('\\').Append(c);
            else if (c is (>= ' ' and <= '~') or (>= '\u00a1' and <= '\u00ff' and not '\u00ad'))
                literal.Append(c);
            else
                literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        return literal.Append('"').ToString();
    }

    /// <summary>Text inside a comment or XML documentation: on one line, and without markup or a comment's end.</summary>
    public static string Comment(string text)
    {
        var comment = new StringBuilder();
        foreach (var c in text)
            comment.Append(c switch
            {
                '<' => "‹",
                '>' => "›",
                '&' => "＆",
                '*' => "∗",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' || char.IsSurrogate(c) => " ",
                _ => c.ToString(),
            });
        return comment.ToString();
    }

    /// <summary>A float literal that reads back as the same bits.</summary>
    public static string Float(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsInfinity(value) ? value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity"
        : value == 0 && 1 / value < 0 ? "-0f"
        : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with thousands separators, for comments.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A dotted name with each part escaped where it is a keyword.</summary>
    public static string Qualified(string name) => string.Join(".", name.Split('.').Select(Escaped));

    public static string Escaped(string identifier) => Keywords.Contains(identifier) ? "@" + identifier : identifier;

    /// <summary>An identifier in PascalCase made of the letters and digits of a name; ASCII only.</summary>
    public static string Pascal(string name)
    {
        var identifier = PascalOf(name);
        return identifier.Length <= MaximumIdentifier ? identifier : identifier.Substring(0, MaximumIdentifier);
    }

    private static string PascalOf(string name)
    {
        var identifier = new StringBuilder();
        var upper = true;
        foreach (var c in name)
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            {
                if (identifier.Length == 0 && char.IsDigit(c))
                    identifier.Append('_');
                identifier.Append(upper ? char.ToUpperInvariant(c) : c);
            }

            upper = c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z'));
        }

        return identifier.Length == 0 ? "Layer" : identifier.ToString();
    }

    /// <summary>The same in camelCase, for parameters.</summary>
    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        return Escaped(char.ToLowerInvariant(pascal[0]) + pascal.Substring(1));
    }
}

using System.Globalization;
using System.Text;

namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>
/// Makes text from a model safe to print. Names are the user's or a stranger's: a line break in one would let it write build
/// messages of its own, and a direction mark would let it rearrange ours.
/// </summary>
internal static class PrintableText
{
    // Longer than any sensible name or list of names; a message stays readable whatever the model says.
    private const int MaximumLength = 500;

    public static string From(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, MaximumLength) + 1);
        for (var i = 0; i < text.Length; i++)
        {
            if (builder.Length >= MaximumLength)
                return builder.Append('…').ToString();
            if (char.IsSurrogatePair(text, i))
                builder.Append(text, i++, 2);
            else if (IsPrintable(text[i]))
                builder.Append(text[i]);
            else
                builder.Append("\\u").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
        }

        return builder.ToString();
    }

    private static bool IsPrintable(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelCompiler.Tool.Npy;

/// <summary>
/// The header of a .npy file: a Python dictionary, such as <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (1, 28, 28), }</c>.
/// </summary>
internal sealed partial record NpyHeader(string Type, bool IsFortranOrder, IReadOnlyList<int> Shape)
{
    /// <exception cref="NpyFormatException">The text is no such dictionary.</exception>
    public static NpyHeader Parse(string text)
    {
        if (Dictionary().Match(text) is not { Success: true } match)
            throw new NpyFormatException($"The header is not that of a .npy file with one simple type, but {text.Trim()}");
        var entries = Enumerable.Range(0, match.Groups["key"].Captures.Count)
            .ToLookup(i => match.Groups["key"].Captures[i].Value, i => match.Groups["value"].Captures[i].Value);
        return new NpyHeader(
            Entry(entries, "descr").Trim('\'', '"'),
            Entry(entries, "fortran_order") == "True",
            ParseShape(Entry(entries, "shape")));
    }

    public static string Print(string type, IReadOnlyList<int> shape)
    {
        // As Python prints tuples: a single element has a comma behind it.
        var tuple = string.Join(", ", shape) + (shape.Count == 1 ? "," : "");
        return $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({tuple}), }}";
    }

    private static string Entry(ILookup<string, string> entries, string key) =>
        entries[key].ToList() is [var value] ? value : throw new NpyFormatException($"The header should have '{key}' once");

    private static int[] ParseShape(string tuple)
    {
        var sizes = tuple.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(sizes, size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw new NpyFormatException($"The shape {tuple} has a dimension beyond {int.MaxValue}"));
    }

    // A string, a truth value or a tuple of numbers; structured types have lists. Nothing here can match in two ways.
    [GeneratedRegex("""^\s*\{\s*(?:['"](?<key>\w+)['"]\s*:\s*(?<value>'[^']*'|"[^"]*"|True|False|\([\d\s,]*\))\s*(?:,\s*)?)*\}\s*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Dictionary();
}

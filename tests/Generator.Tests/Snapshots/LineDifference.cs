using System.Text;

namespace ModelCompiler.Tests.Snapshots;

/// <summary>Says where two texts differ.</summary>
internal static class LineDifference
{
    private const int ShownLines = 20;

    /// <summary>The lines between the common beginning and the common end, with - for what was expected and + for what came.</summary>
    public static string Describe(string expected, string received)
    {
        var (old, @new) = (expected.Split('\n'), received.Split('\n'));
        var first = 0;
        while (first < old.Length && first < @new.Length && old[first] == @new[first])
            first++;
        var same = 0;
        while (same < old.Length - first && same < @new.Length - first && old[old.Length - 1 - same] == @new[@new.Length - 1 - same])
            same++;
        var text = new StringBuilder().Append("line ").Append(first + 1).Append('\n');
        Append(text, "- ", old.Skip(first).Take(old.Length - first - same).ToList());
        Append(text, "+ ", @new.Skip(first).Take(@new.Length - first - same).ToList());
        return text.ToString();
    }

    private static void Append(StringBuilder text, string mark, List<string> lines)
    {
        foreach (var line in lines.Take(ShownLines))
            text.Append(mark).Append(line).Append('\n');
        if (lines.Count > ShownLines)
            text.Append(mark).Append($"… {lines.Count - ShownLines} lines more\n");
    }
}

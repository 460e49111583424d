namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>"; did you mean 'conv1'?" for the end of a message, or nothing if no candidate is near.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>The candidate with the fewest edits, if a third of its letters or fewer differ; the first of equals.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var edits = EditDistance(name, candidate);
            if (edits >= fewest || edits > Math.Max(1, Math.Max(name.Length, candidate.Length) / 3))
                continue;
            (nearest, fewest) = (candidate, edits);
        }
        return nearest;
    }

    /// <summary>Letters to insert, remove or replace; capitals do not count.</summary>
    private static int EditDistance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var letter in from)
        {
            var current = new int[to.Length + 1];
            current[0] = previous[0] + 1;
            for (var i = 1; i <= to.Length; i++)
            {
                var replace = previous[i - 1] + (char.ToLowerInvariant(letter) == char.ToLowerInvariant(to[i - 1]) ? 0 : 1);
                current[i] = Math.Min(replace, Math.Min(previous[i], current[i - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.Length];
    }
}

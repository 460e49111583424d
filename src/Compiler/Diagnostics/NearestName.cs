namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>Finds the name that somebody who wrote another one probably meant.</summary>
internal static class NearestName
{
    // Nobody misspells a name of a thousand characters, and the distance costs the product of both lengths.
    private const int MaximumLength = 100;

    /// <summary>
    /// The candidate with the smallest edit distance, upper and lower case alike; null if none is near: a third of the name's
    /// characters may be wrong, and one in any case. The first of equally near ones wins.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > MaximumLength)
            return null;
        var nearest = default(string);
        var smallest = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates.Where(c => c.Length <= MaximumLength))
        {
            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < smallest)
                (nearest, smallest) = (candidate, distance);
        }

        return nearest;
    }

    /// <summary>The end of a message: what was meant, if that can be guessed, or else what there is.</summary>
    public static NameSuggestion Suggest(string name, IReadOnlyCollection<string> candidates) =>
        Find(name, candidates) is { } nearest
            ? new NameSuggestion($"; did you mean '{nearest}'?", new NameCorrection(name, nearest))
            : new NameSuggestion(candidates.Count == 0 ? "" : $"; there is {Listing(candidates)}", null);

    /// <summary>The first ten of a list, and how many more there are.</summary>
    public static string Listing(IReadOnlyCollection<string> names)
    {
        const int shown = 10;
        var list = string.Join(", ", names.Take(shown));
        return names.Count > shown ? $"{list} and {names.Count - shown} more" : list;
    }

    /// <summary>Levenshtein's distance, with a transposition of neighbours counting as one step too.</summary>
    private static int Distance(string left, string right)
    {
        var (before, previous, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}

using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// The equation of Einsum: a label for each axis of every operand and of the result. Axes of an ellipsis have the labels −1, −2 …
/// from the last one on, letters have their codes.
/// </summary>
internal sealed record EinsumEquation(EquatableArray<EquatableArray<int>> Operands, EquatableArray<int> Result)
{
    private const string Ellipsis = "...";

    /// <summary>Reads an equation for operands of given ranks.</summary>
    /// <exception cref="FormatException">It is none for them; the message is the rest of a sentence that begins with the layer.</exception>
    public static EinsumEquation Read(string text, IReadOnlyList<int> ranks)
    {
        var sides = new string([.. text.Where(c => !char.IsWhiteSpace(c))]).Split(["->"], StringSplitOptions.None);
        var terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != ranks.Count)
            throw new FormatException($"has an equation with {terms.Length} terms for {ranks.Count} operands");
        var operands = terms.Select((term, i) => ReadTerm(term, ranks[i])).ToEquatableArray();
        var ellipsis = operands.SelectMany(labels => labels).Where(label => label < 0).DefaultIfEmpty(0).Min();
        var result = sides.Length == 2 ? ReadResult(sides[1], -ellipsis) : ImplicitResult(operands, -ellipsis);
        var known = operands.SelectMany(labels => labels).ToList();
        if (result.Distinct().Count() != result.Count || !result.All(known.Contains))
            throw new FormatException("has an equation whose result repeats a label or has one that no operand has");
        return new(operands, result);
    }

    private static EquatableArray<int> ReadTerm(string term, int rank)
    {
        var named = term.Replace(Ellipsis, "").Length;
        if (named > rank || (named < rank && !term.Contains(Ellipsis)))
            throw new FormatException($"has an equation with '{term}' for an operand of {rank} axes");
        return Labels(term, rank - named);
    }

    private static EquatableArray<int> ReadResult(string term, int ellipsis) => Labels(term, ellipsis);

    /// <summary>The axes of the ellipsis, then the labels that occur once, in alphabetical order.</summary>
    private static EquatableArray<int> ImplicitResult(IEnumerable<EquatableArray<int>> operands, int ellipsis)
    {
        var once = operands.SelectMany(labels => labels).Where(label => label > 0).GroupBy(label => label)
            .Where(group => group.Count() == 1).Select(group => group.Key).OrderBy(label => label);
        return [.. Enumerable.Range(1, ellipsis).Select(i => i - ellipsis - 1), .. once];
    }

    private static EquatableArray<int> Labels(string term, int ellipsis)
    {
        var labels = new List<int>();
        for (var i = 0; i < term.Length; i++)
            if (term[i] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
                labels.Add(term[i]);
            else if (string.CompareOrdinal(term, i, Ellipsis, 0, Ellipsis.Length) == 0 && term.LastIndexOf(Ellipsis, StringComparison.Ordinal) == i)
            {
                labels.AddRange(Enumerable.Range(1, ellipsis).Select(axis => axis - ellipsis - 1));
                i += Ellipsis.Length - 1;
            }
            else
                throw new FormatException("has an equation with something that is neither a letter nor an ellipsis");
        return labels.ToEquatableArray();
    }
}

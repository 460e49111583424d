#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>
/// The frequencies at which the transforms of real filters are multiplied. That of −k is the conjugate of that of k, so a position
/// stands for both: half of the samples, and those of their own negation.
/// </summary>
internal sealed class FourierPositions
{
    private FourierPositions(int rows, int columns)
    {
        var (rowFrequencies, columnFrequencies) = (FourierFactors.Frequencies(rows), FourierFactors.Frequencies(columns));
        var (rowPlaces, columnPlaces) = (Inverse(rowFrequencies), Inverse(columnFrequencies));
        Slots = new int[rows * columns];
        var frequencies = new List<int>();
        for (var place = 0; place < Slots.Length; place++)
        {
            var (row, column) = (rowFrequencies[place / columns], columnFrequencies[place % columns]);
            var negated = (rowPlaces[(rows - row) % rows] * columns) + columnPlaces[(columns - column) % columns];
            if (negated < place)
            {
                Slots[place] = Slots[negated] | 1;
                continue;
            }

            Slots[place] = 2 * frequencies.Count;
            frequencies.Add((row * columns) + column);
        }

        Frequencies = [.. frequencies];
    }

    /// <summary>For each place of the transformed samples, row by row, twice its position, and one more if it is the conjugate's.</summary>
    public int[] Slots { get; }

    /// <summary>The frequency of each position: along the rows times the columns, plus that along the columns.</summary>
    public int[] Frequencies { get; }

    public static FourierPositions Create(int rows, int columns) => new(rows, columns);

    /// <summary>How many positions there are: frequencies 0 and half of an even size are their own negation.</summary>
    public static int Count(int rows, int columns) => ((rows * columns) + (Math.Min(2, rows) * Math.Min(2, columns))) / 2;

    private static int[] Inverse(int[] frequencies)
    {
        var places = new int[frequencies.Length];
        for (var place = 0; place < places.Length; place++)
            places[frequencies[place]] = place;
        return places;
    }
}

namespace ModelCompiler.CompilerServices;

/// <summary>What the transforms of tiles of one size have in common. One object per size, which all threads share.</summary>
internal sealed class FourierSpectrum
{
    private static readonly Lock Gate = new();
    private static Dictionary<(int Rows, int Columns), FourierSpectrum> known = [];

    private FourierSpectrum(int rows, int columns) => (Rows, Columns, Slots) =
        (FourierAxis.Of(rows), FourierAxis.Of(columns), FourierPositions.Create(rows, columns).Slots);

    /// <summary>The transform of a column, along the rows.</summary>
    public FourierAxis Rows { get; }

    /// <summary>The transform of a row, along the columns.</summary>
    public FourierAxis Columns { get; }

    /// <summary>See <see cref="FourierPositions.Slots"/>.</summary>
    public int[] Slots { get; }

    public static FourierSpectrum Of(in FourierTiles tiles) =>
        Volatile.Read(ref known).TryGetValue((tiles.SampleRows, tiles.SampleColumns), out var spectrum)
            ? spectrum : Create(tiles.SampleRows, tiles.SampleColumns);

    // Readers need no lock: a dictionary that they see is never changed.
    private static FourierSpectrum Create(int rows, int columns)
    {
        lock (Gate)
        {
            if (known.TryGetValue((rows, columns), out var spectrum))
                return spectrum;
            spectrum = new FourierSpectrum(rows, columns);
            Volatile.Write(ref known, new(known) { [(rows, columns)] = spectrum });
            return spectrum;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// The samples of two tiles of one channel block, as real and imaginary parts: filters are real, so that the two never mix, and one complex
/// transform serves both.
/// </summary>
internal readonly ref struct FourierSamples
{
    private readonly Span<float> _rows;
    private readonly int _rowStride;

    public FourierSamples(FloatBuffer arena, int work, in FourierTiles tiles)
    {
        _rowStride = tiles.RowStride;
        _rows = arena.Span.Slice(work, tiles.SampleRows * _rowStride);
        Column = arena.Span.Slice(work + _rows.Length, tiles.SampleRows > 1 ? tiles.SampleRows * FourierNumber.Length : 0);
        (Rows, Columns) = (tiles.SampleRows, tiles.SampleColumns);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>A place for the samples of one column side by side.</summary>
    public Span<float> Column { get; }

    public Span<float> Row(int row) => _rows.Slice(row * _rowStride, Columns * FourierNumber.Length);

    /// <summary>Copies two tiles of an image, zeros outside, and transforms their rows; without a second tile its part is zero.</summary>
    public void Load<T>(ReadOnlySpan<float> image, in TensorLayout layout, in FourierTiles tiles, int first, bool hasSecond, FourierAxis axis)
        where T : struct, ILanes<T>
    {
        for (var y = 0; y < Rows; y++)
        {
            var row = Row(y);
            var isInside = LoadRow<T>(image, layout, tiles, first, y, row);
            if (hasSecond)
                isInside |= LoadRow<T>(image, layout, tiles, first + 1, y, row[FourierNumber.Lanes..]);
            else
                Clear(row[FourierNumber.Lanes..], 0, Columns);
            if (isInside && Columns > 1)
                FourierPasses<T>.Forward(row, axis);
        }
    }

    /// <summary>Transforms the first rows back and writes the results of both tiles that lie within the image.</summary>
    public void Store<T>(in FourierResults results, in FourierTiles tiles, int first, bool hasSecond, FourierAxis axis)
        where T : struct, ILanes<T>
    {
        for (var y = 0; y < tiles.TileHeight; y++)
        {
            var row = Row(y);
            if (Columns > 1)
                FourierPasses<T>.Inverse(row, axis);
            results.StoreRow<T>(row, tiles, first, y);
            if (hasSecond)
                results.StoreRow<T>(row[FourierNumber.Lanes..], tiles, first + 1, y);
        }
    }

    /// <summary>Brings the samples of a column beside each other.</summary>
    public void LoadColumn<T>(int column)
        where T : struct, ILanes<T> =>
        Copy<T>(_rows[(column * FourierNumber.Length)..], _rowStride, Column, FourierNumber.Length, Rows);

    /// <summary>Brings the first samples of a column back to their rows.</summary>
    public void StoreColumn<T>(int column, int rows)
        where T : struct, ILanes<T> =>
        Copy<T>(Column, FourierNumber.Length, _rows[(column * FourierNumber.Length)..], _rowStride, rows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Copy<T>(ReadOnlySpan<float> source, int sourceStep, Span<float> destination, int destinationStep, int count)
        where T : struct, ILanes<T>
    {
        var from = MemoryMarshal.Cast<float, T>(source);
        var to = MemoryMarshal.Cast<float, T>(destination);
        var parts = FourierNumber.Length / T.Count;
        for (var i = 0; i < count; i++)
        {
            var number = from.Slice(i * (sourceStep / T.Count), parts);
            var place = to.Slice(i * (destinationStep / T.Count), parts);
            for (var part = 0; part < place.Length; part++)
                place[part] = number[part];
        }
    }

    private static bool LoadRow<T>(
        ReadOnlySpan<float> image, in TensorLayout layout, in FourierTiles tiles, int tile, int y, Span<float> row)
        where T : struct, ILanes<T>
    {
        var (sample, top, left) = tiles.At(tile);
        var (imageRow, firstColumn) = (top - tiles.PadTop + y, left - tiles.PadLeft);
        var before = Math.Clamp(-firstColumn, 0, tiles.SampleColumns);
        var end = Math.Clamp(layout.Width - firstColumn, before, tiles.SampleColumns);
        if (imageRow < 0 || imageRow >= layout.Height)
            end = before = 0;
        Clear(row, 0, before);
        Clear(row, end, tiles.SampleColumns);
        if (end == before)
            return false;
        var source = image.Slice(
            (sample * layout.BatchStride) + (imageRow * layout.RowStride) + ((firstColumn + before) * FourierNumber.Lanes),
            (end - before) * FourierNumber.Lanes);
        Spread<T>(MemoryMarshal.Cast<float, T>(source), MemoryMarshal.Cast<float, T>(row[(before * FourierNumber.Length)..]));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Spread<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : struct, ILanes<T>
    {
        var parts = FourierNumber.Lanes / T.Count;
        for (int from = 0, to = 0; from < source.Length; from += parts, to += 2 * parts)
            for (var part = 0; part < parts; part++)
                destination[to + part] = source[from + part];
    }

    // The real parts, or the imaginary ones where the row begins with those.
    private static void Clear(Span<float> row, int first, int end)
    {
        for (var i = first; i < end; i++)
            row.Slice(i * FourierNumber.Length, FourierNumber.Lanes).Clear();
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Where the results of a channel block go, from its element (0, 0, 0, 0) on, with the bias and the residual that are added to them; the
/// residual is empty if there is none.
/// </summary>
internal readonly ref struct FourierResults(
    Span<float> image, TensorLayout layout, ReadOnlySpan<float> residual, TensorLayout residualLayout, ReadOnlySpan<float> bias)
{
    private readonly Span<float> _image = image;
    private readonly TensorLayout _layout = layout;
    private readonly ReadOnlySpan<float> _residual = residual;
    private readonly TensorLayout _residualLayout = residualLayout;
    private readonly ReadOnlySpan<float> _bias = bias;

    /// <summary>Writes a row of a tile, from its first result on, as far as it lies within the image.</summary>
    public void StoreRow<T>(ReadOnlySpan<float> row, in FourierTiles tiles, int tile, int y)
        where T : struct, ILanes<T>
    {
        var (sample, top, left) = tiles.At(tile);
        if (top + y >= _layout.Height)
            return;
        var length = Math.Min(tiles.TileWidth, _layout.Width - left) * FourierNumber.Lanes;
        var from = MemoryMarshal.Cast<float, T>(row);
        var to = MemoryMarshal.Cast<float, T>(_image.Slice(PlaceOf(_layout), length));
        if (_residual.IsEmpty)
            Add(from, MemoryMarshal.Cast<float, T>(_bias), to);
        else
            Add(from, MemoryMarshal.Cast<float, T>(_bias), MemoryMarshal.Cast<float, T>(_residual.Slice(PlaceOf(_residualLayout), length)), to);

        int PlaceOf(in TensorLayout place) =>
            (sample * place.BatchStride) + ((top + y) * place.RowStride) + (left * FourierNumber.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> bias, Span<T> destination)
        where T : struct, ILanes<T>
    {
        var parts = bias.Length;
        for (int from = 0, to = 0; to < destination.Length; from += 2 * parts, to += parts)
            for (var part = 0; part < parts; part++)
                destination[to + part] = row[from + part] + bias[part];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> bias, ReadOnlySpan<T> residual, Span<T> destination)
        where T : struct, ILanes<T>
    {
        var parts = bias.Length;
        for (int from = 0, to = 0; to < destination.Length; from += 2 * parts, to += parts)
            for (var part = 0; part < parts; part++)
                destination[to + part] = row[from + part] + bias[part] + residual[to + part];
    }
}

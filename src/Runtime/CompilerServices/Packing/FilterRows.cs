using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Filters as rows, one per output channel. Packing is a transposition of them: what one input channel's tap does to 16 outputs comes
/// to lie side by side.
/// </summary>
internal static class FilterRows
{
    // A cache line: reading a row in whole lines keeps rows apart that lie at a power of two from each other.
    private const int TileWidth = 16;

    /// <summary>The filters of some outputs, times their scale in double and rounded once.</summary>
    public static ReadOnlySpan<float> Read(
        FilterSource filters, double[] scale, FilterShape shape, int first, int count, PackingScratch scratch)
    {
        var length = shape.PerOutput;
        var values = filters.Read(first * length, count * length, scratch);
        if (scale.Length == 0)
            return values;
        var scaled = scratch.Scaled(values.Length);
        for (var row = 0; row < count; row++)
            Scale(values.Slice(row * length, length), scale[first + row], scaled.Slice(row * length, length));
        return scaled;
    }

    /// <summary>
    /// Writes rows so that element <c>s</c> of row <c>r</c> lies at <c>places[s] + r</c>; places are apart by at least
    /// <paramref name="lanes"/>, and lanes without a row become 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Interleave(ReadOnlySpan<float> rows, int count, int[] places, int lanes, Span<float> destination)
    {
        if (count < lanes)
            destination.Clear();
        var length = places.Length;
        for (var tile = 0; tile < length; tile += TileWidth)
        {
            var end = Math.Min(tile + TileWidth, length);
            var row = 0;
            for (; row + 4 <= count; row += 4)
            {
                var element = tile;
                for (; element + 4 <= end; element += 4)
                    Transpose4(rows.Slice((row * length) + element), length, places.AsSpan(element, 4), destination.Slice(row));
                for (; element < end; element++)
                    for (var r = row; r < row + 4; r++)
                        destination[places[element] + r] = rows[(r * length) + element];
            }

            for (; row < count; row++)
                for (var element = tile; element < end; element++)
                    destination[places[element] + row] = rows[(row * length) + element];
        }
    }

    /// <summary>Multiplies in double, and rounds once.</summary>
    public static void Scale(Span<float> values, double factor) => Scale(values, factor, values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(ReadOnlySpan<float> rows, int stride, ReadOnlySpan<int> places, Span<float> destination)
    {
        var row0 = Vector128.Create(rows);
        var row1 = Vector128.Create(rows.Slice(stride));
        var row2 = Vector128.Create(rows.Slice(2 * stride));
        var row3 = Vector128.Create(rows.Slice(3 * stride));
        var (low02, high02) = (ZipLow(row0, row2), ZipHigh(row0, row2));
        var (low13, high13) = (ZipLow(row1, row3), ZipHigh(row1, row3));
        ZipLow(low02, low13).CopyTo(destination.Slice(places[0]));
        ZipHigh(low02, low13).CopyTo(destination.Slice(places[1]));
        ZipLow(high02, high13).CopyTo(destination.Slice(places[2]));
        ZipHigh(high02, high13).CopyTo(destination.Slice(places[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> even, Vector128<float> odd) =>
        Sse.IsSupported ? Sse.UnpackLow(even, odd)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(even, odd)
        : Vector128.Create(even[0], odd[0], even[1], odd[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> even, Vector128<float> odd) =>
        Sse.IsSupported ? Sse.UnpackHigh(even, odd)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(even, odd)
        : Vector128.Create(even[2], odd[2], even[3], odd[3]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scale(ReadOnlySpan<float> values, double factor, Span<float> destination)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var scaled = MemoryMarshal.Cast<float, Vector<float>>(destination).Slice(0, vectors.Length);
        var factors = new Vector<double>(factor);
        for (var i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out var low, out var high);
            scaled[i] = Vector.Narrow(low * factors, high * factors);
        }

        for (var i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
            destination[i] = (float)(values[i] * factor);
    }
}

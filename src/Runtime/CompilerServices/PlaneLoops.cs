using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>A reduction over all pixels of every channel, with vectors along the lanes and, in small blocks, the pixels.</summary>
internal static class PlaneLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<TReduction, T>(
        Span<float> data, int source, in TensorLayout from, int destination, in TensorLayout to)
        where TReduction : struct, IReduction
        where T : struct, ILanes<T>
    {
        for (var sample = 0; sample < from.Batch; sample++)
            for (var channel = 0; channel < from.Channels;)
            {
                var lane = channel % from.Block;
                var lanes = Math.Min(T.Count, from.Block - lane);
                var plane = data[(source + from.RowStart(sample, channel - lane, 0))..];
                var total = Plane<TReduction, T>(plane, from, lane, lanes);
                var results = MemoryMarshal.Cast<T, float>(new Span<T>(ref total));
                Fold<TReduction>(results, lanes);
                for (var end = Math.Min(from.Channels, channel + lanes); channel < end; channel++, lane++)
                    data[destination + to.RowStart(sample, channel, 0)] =
                        TReduction.Finish(results[lane % T.Count], from.Height * from.Width);
            }
    }

    /// <summary>
    /// Combines the pixels for <paramref name="lanes"/> lanes from <paramref name="lane"/> on: the result has them first; the lanes
    /// behind are more of the same where the block divides the vector, else of no meaning.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Plane<TReduction, T>(ReadOnlySpan<float> plane, in TensorLayout layout, int lane, int lanes)
        where TReduction : struct, IReduction
        where T : struct, ILanes<T>
    {
        var total = T.Create(TReduction.Identity);
        for (var row = 0; row < layout.Height; row++)
        {
            var values = plane.Slice(row * layout.RowStride, layout.Width * layout.Block);
            total = TReduction.Combine(total, T.Count % layout.Block == 0 || layout.Block % T.Count == 0
                ? Row<TReduction, T>(values, lane / T.Count, Math.Max(layout.Block / T.Count, 1))
                : RowLanes<TReduction, T>(values, lane, lanes, layout.Block));
        }
        return total;
    }

    /// <summary>Combines the vectors <paramref name="first"/>, first + step, … of a row, and what is left behind the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Row<TReduction, T>(ReadOnlySpan<float> row, int first, int step)
        where TReduction : struct, IReduction
        where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(row);
        var total = T.Create(TReduction.Identity);
        for (var index = first; index < vectors.Length; index += step)
            total = TReduction.Combine(total, vectors[index]);
        var tail = row[(vectors.Length * T.Count)..];
        return tail.IsEmpty ? total : TReduction.Combine(total, Partial.Read<T>(tail, TReduction.Identity));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T RowLanes<TReduction, T>(ReadOnlySpan<float> row, int lane, int lanes, int block)
        where TReduction : struct, IReduction
        where T : struct, ILanes<T>
    {
        var total = T.Create(TReduction.Identity);
        for (var start = lane; start < row.Length; start += block)
            total = TReduction.Combine(total, Partial.Read<T>(row.Slice(start, lanes), TReduction.Identity));
        return total;
    }

    /// <summary>Combines into the first lanes what several pixels of the same channel have left behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Fold<TReduction>(Span<float> total, int lanes) where TReduction : struct, IReduction
    {
        for (var index = lanes; index < total.Length; index++)
            total[index % lanes] = TReduction.Combine(total[index % lanes], total[index]);
    }
}

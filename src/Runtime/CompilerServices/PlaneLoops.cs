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
        var count = from.Height * from.Width;
        var planes = from;
        if (planes.RowStride == planes.Width * planes.Block && HasWholeVectors<T>(planes))
            planes = planes with { Height = 1, Width = count };
        for (var sample = 0; sample < from.Batch; sample++)
            for (var channel = 0; channel < from.Channels;)
            {
                var lane = channel % from.Block;
                var lanes = Math.Min(T.Count, from.Block - lane);
                var plane = data[(source + from.RowStart(sample, channel - lane, 0))..];
                var total = Plane<TReduction, T>(plane, planes, lane, lanes);
                var results = MemoryMarshal.Cast<T, float>(new Span<T>(ref total));
                if (lanes < T.Count)
                    Fold<TReduction>(results, lanes);
                results = results[..Math.Min(lanes, from.Channels - channel)];
                for (var index = 0; index < results.Length; index++)
                    results[index] = TReduction.Finish(results[index], count);
                if (to.Block == from.Block)
                    results.CopyTo(data[(destination + to.RowStart(sample, channel, 0))..]);
                else
                    for (var index = 0; index < results.Length; index++)
                        data[destination + to.RowStart(sample, channel + index, 0)] = results[index];
                channel += results.Length;
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
            total = TReduction.Combine(total, HasWholeVectors<T>(layout)
                ? Row<TReduction, T>(values, lane / T.Count, Math.Max(layout.Block / T.Count, 1))
                : RowLanes<TReduction, T>(values, lane, lanes, layout.Block));
        }
        return total;
    }

    /// <summary>Whether the lanes of a vector are the same channels wherever it lies in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasWholeVectors<T>(in TensorLayout layout) where T : struct, ILanes<T> =>
        T.Count % layout.Block == 0 || layout.Block % T.Count == 0;

    /// <summary>Combines the vectors <paramref name="first"/>, first + step, … of a row, and what is left behind the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Row<TReduction, T>(ReadOnlySpan<float> row, int first, int step)
        where TReduction : struct, IReduction
        where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(row);
        var total = T.Create(TReduction.Identity);
        var (second, third, fourth) = (total, total, total);
        var index = first;
        // Four chains, since one waits for the sum before it.
        for (; index < vectors.Length - 3 * step; index += 4 * step)
        {
            total = TReduction.Combine(total, vectors[index]);
            second = TReduction.Combine(second, vectors[index + step]);
            third = TReduction.Combine(third, vectors[index + 2 * step]);
            fourth = TReduction.Combine(fourth, vectors[index + 3 * step]);
        }
        for (; index < vectors.Length; index += step)
            total = TReduction.Combine(total, vectors[index]);
        total = TReduction.Combine(TReduction.Combine(total, second), TReduction.Combine(third, fourth));
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

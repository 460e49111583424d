using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

public static partial class TensorElementwise
{
    // Vectors of weights are padded with zeros to a multiple of this.
    private const int VectorPadding = 16;

    /// <summary><c>destination = source · scale[c] + shift[c]</c>, the product rounded before the sum.</summary>
    /// <param name="arena">Holds source and destination.</param>
    /// <param name="source">Where the source lies.</param>
    /// <param name="sourceLayout">The layout of the source.</param>
    /// <param name="weights">Holds both vectors: C floats, then zeros up to a multiple of 16.</param>
    /// <param name="scale">Where the factors lie in <paramref name="weights"/>.</param>
    /// <param name="shift">Where the summands lie in <paramref name="weights"/>.</param>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="destinationLayout">The layout of the result, of the same shape and channel block.</param>
    /// <exception cref="ArgumentException">Shape or block of source and destination differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ScaleShift(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, FloatBuffer weights, int scale, int shift,
        int destination, in TensorLayout destinationLayout)
    {
        if (Vector512.IsHardwareAccelerated)
            ScaleShift<Lanes512>(arena, source, sourceLayout, weights, scale, shift, destination, destinationLayout);
        else if (Vector256.IsHardwareAccelerated)
            ScaleShift<Lanes256>(arena, source, sourceLayout, weights, scale, shift, destination, destinationLayout);
        else
            ScaleShift<Lanes128>(arena, source, sourceLayout, weights, scale, shift, destination, destinationLayout);
    }

    /// <summary>The same with vectors of the given width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void ScaleShift<T>(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, FloatBuffer weights, int scale, int shift,
        int destination, in TensorLayout destinationLayout)
        where T : struct, ILanes<T>
    {
        if (!TensorRuns.Match(sourceLayout, destinationLayout))
            throw new ArgumentException(
                $"Cannot scale {sourceLayout} into {destinationLayout}.", nameof(destinationLayout));
        var data = arena.Span;
        var vectors = weights.Span;
        var block = destinationLayout.Block;
        var wholeBlocks = VectorPadding % block == 0;
        for (var channel = 0; channel < destinationLayout.Channels; channel += block)
        {
            // Whole blocks read the padding of the vectors, and give zeros there.
            var lanes = wholeBlocks ? block : Math.Min(block, destinationLayout.Channels - channel);
            ScaleShiftBlock<T>(
                data[source..], sourceLayout, vectors.Slice(scale + channel, lanes), vectors.Slice(shift + channel, lanes),
                data[destination..], destinationLayout, channel);
        }
        if (!wholeBlocks)
            TensorCopy.ClearLanes(arena, destination, destinationLayout);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ScaleShiftBlock<T>(
        ReadOnlySpan<float> source, in TensorLayout from, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift,
        Span<float> destination, in TensorLayout to, int channel)
        where T : struct, ILanes<T>
    {
        for (var sample = 0; sample < to.Batch; sample++)
            for (var row = 0; row < to.Height; row++)
            {
                var results = destination.Slice(to.RowStart(sample, channel, row), to.Width * to.Block);
                var values = source[from.RowStart(sample, channel, row)..];
                RowLoops.Periodic<MultiplyOperator, T>(results, values, scale, to.Block);
                RowLoops.Periodic<AddOperator, T>(results, results, shift, to.Block);
            }
    }
}

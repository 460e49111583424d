using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Reduces every plane of a tensor to one value: [N, C, H, W] to [N, C, 1, 1], in layouts that may have different blocks.</summary>
/// <remarks>
/// Offsets are those of element (0, 0, 0, 0), in floats. Source and destination must not overlap. The destination's lanes beyond
/// C become zero, and nothing else but its C values per sample is written.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorPooling
{
    /// <summary>The mean of every plane.</summary>
    /// <remarks>
    /// Each row is summed on its own before it is added, so that a value passes at most H + W − 2 roundings instead of H·W − 1;
    /// 1 / (H·W) and the product with it add two: the error is at most (H + W)·2^−24·Σ|x| / (H·W) to first order.
    /// </remarks>
    /// <param name="arena">Holds both tensors.</param>
    /// <param name="source">Where the source lies.</param>
    /// <param name="sourceLayout">The layout of the source.</param>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="destinationLayout">The layout of the result, with the same N and C, H = 1 and W = 1.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void GlobalAverage(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout) =>
        Apply<AverageReduction>(arena, source, sourceLayout, destination, destinationLayout);

    /// <summary>The largest value of every plane; where one is NaN, NaN or the largest of some others.</summary>
    /// <param name="arena">Holds both tensors.</param>
    /// <param name="source">Where the source lies.</param>
    /// <param name="sourceLayout">The layout of the source.</param>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="destinationLayout">The layout of the result, with the same N and C, H = 1 and W = 1.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void GlobalMaximum(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout) =>
        Apply<MaximumReduction>(arena, source, sourceLayout, destination, destinationLayout);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Apply<TReduction>(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout)
        where TReduction : struct, IReduction
    {
        if (Vector512.IsHardwareAccelerated)
            Apply<TReduction, Lanes512>(arena, source, sourceLayout, destination, destinationLayout);
        else if (Vector256.IsHardwareAccelerated)
            Apply<TReduction, Lanes256>(arena, source, sourceLayout, destination, destinationLayout);
        else
            Apply<TReduction, Lanes128>(arena, source, sourceLayout, destination, destinationLayout);
    }

    /// <summary>The reduction with vectors of the given width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Apply<TReduction, T>(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout)
        where TReduction : struct, IReduction
        where T : struct, ILanes<T>
    {
        var reduced = (sourceLayout.Batch, sourceLayout.Channels, 1, 1);
        if (reduced != (destinationLayout.Batch, destinationLayout.Channels, destinationLayout.Height, destinationLayout.Width))
            throw new ArgumentException(
                $"Cannot reduce the planes of {sourceLayout} to {destinationLayout}.", nameof(destinationLayout));
        PlaneLoops.Apply<TReduction, T>(arena.Span, source, sourceLayout, destination, destinationLayout);
        TensorCopy.ClearLanes(arena, destination, destinationLayout);
    }
}

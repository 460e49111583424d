using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

public static partial class Activations
{
    /// <summary>
    /// The softmax over the channels at each sample, row and column: e^(x − max) / Σ e^(x − max). Lanes beyond C of the
    /// destination become zero, or stay as they are where source and destination are the same tensor.
    /// </summary>
    /// <param name="arena">Holds both tensors.</param>
    /// <param name="sourceOffset">Where element (0, 0, 0, 0) of the source lies.</param>
    /// <param name="source">The layout of the source.</param>
    /// <param name="destinationOffset">Where element (0, 0, 0, 0) of the destination lies.</param>
    /// <param name="destination">
    /// The layout of the destination, of the same shape; the source itself, or not overlapping it.
    /// </param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Softmax(
        FloatBuffer arena, int sourceOffset, in TensorLayout source, int destinationOffset, in TensorLayout destination)
    {
        if (source.Channels != destination.Channels)
            throw new ArgumentException($"Softmax keeps the shape; {source} is not {destination}.", nameof(destination));
        if (sourceOffset != destinationOffset || !source.Matches(destination))
            TensorCopy.Copy(arena, sourceOffset, source, destinationOffset, destination, 0);

        var values = arena.Span[destinationOffset..];
        if (Vector512.IsHardwareAccelerated)
            SoftmaxLoops.Apply<Lanes512>(values, destination);
        else if (Vector256.IsHardwareAccelerated)
            SoftmaxLoops.Apply<Lanes256>(values, destination);
        else
            SoftmaxLoops.Apply<Lanes128>(values, destination);
    }
}

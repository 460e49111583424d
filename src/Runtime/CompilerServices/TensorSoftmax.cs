using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Softmax over the rows or the columns of every plane; <see cref="Activations.Softmax"/> is the one over channels.</summary>
/// <remarks>
/// Offsets are those of element (0, 0, 0, 0), in floats. The destination is the source itself, or does not overlap it. Its border
/// is not written, its lanes beyond C become zero.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorSoftmax
{
    /// <summary>The softmax over axis 2, H: in each column of each plane, the values of all rows sum to 1.</summary>
    /// <param name="arena">Holds both tensors.</param>
    /// <param name="source">Where the source lies.</param>
    /// <param name="sourceLayout">The layout of the source.</param>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="destinationLayout">The layout of the result, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OverHeight(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout)
    {
        // The rows of a plane take the place of channels, of which each has one row of all pixels and lanes.
        var layout = destinationLayout;
        var plane = new TensorLayout(
            layout.Batch, Channels: layout.Height, Block: 1, Height: 1, Width: layout.Width * layout.Block,
            RowStride: 0, BlockStride: layout.RowStride, layout.BatchStride);
        Apply(arena, source, sourceLayout, destination, destinationLayout, plane);
    }

    /// <summary>The softmax over axis 3, W: in each row of each plane, the values of all columns sum to 1.</summary>
    /// <inheritdoc cref="OverHeight"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OverWidth(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout)
    {
        // The pixels of a row take the place of channels: in one block where they lie side by side, else apart by a pixel's lanes.
        var layout = destinationLayout;
        var plane = layout.Block == 1
            ? new TensorLayout(
                layout.Batch, Channels: layout.Width, Block: Math.Max(layout.Width, 1), layout.Height, Width: 1,
                layout.RowStride, BlockStride: 0, layout.BatchStride)
            : new TensorLayout(
                layout.Batch, Channels: layout.Width, Block: 1, layout.Height, Width: layout.Block,
                layout.RowStride, BlockStride: layout.Block, layout.BatchStride);
        Apply(arena, source, sourceLayout, destination, destinationLayout, plane);
    }

    /// <summary>Applies the softmax over channels to each channel block of the destination, seen as <paramref name="plane"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Apply(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout,
        in TensorLayout plane)
    {
        if (sourceLayout.Channels != destinationLayout.Channels)
            throw new ArgumentException(
                $"Softmax keeps the shape; {sourceLayout} is not {destinationLayout}.", nameof(destinationLayout));
        if (source != destination || !sourceLayout.Matches(destinationLayout))
            TensorCopy.Copy(arena, source, sourceLayout, destination, destinationLayout, 0);
        for (var block = 0; block < destinationLayout.Blocks; block++)
        {
            var start = destination + block * destinationLayout.BlockStride;
            Activations.Softmax(arena, start, plane, start, plane);
        }
        TensorCopy.ClearLanes(arena, destination, destinationLayout);
    }
}

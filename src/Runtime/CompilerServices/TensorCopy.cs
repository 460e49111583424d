using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Moves tensors between layouts of one arena.</summary>
/// <remarks>
/// Offsets are those of element (0, 0, 0, 0), in floats. Source and destination must not overlap. Nothing but the named
/// elements, and the lanes that a summary mentions, is written.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TensorCopy
{
    /// <summary>
    /// Copies all channels of a tensor to the channels from <paramref name="destinationChannel"/> on of another one
    /// with the same N, H and W. Where the last block of the destination is written, its lanes beyond the channels
    /// become zero.
    /// </summary>
    /// <param name="arena">Holds both tensors.</param>
    /// <param name="sourceOffset">Where the source starts.</param>
    /// <param name="source">The layout of the source.</param>
    /// <param name="destinationOffset">Where the destination starts, its channel 0.</param>
    /// <param name="destination">The layout of the destination.</param>
    /// <param name="destinationChannel">The channel that receives the source's channel 0.</param>
    /// <exception cref="ArgumentException">The shapes do not join.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Copy(
        FloatBuffer arena, int sourceOffset, in TensorLayout source,
        int destinationOffset, in TensorLayout destination, int destinationChannel)
    {
        RequireSlice(source, destination, destinationChannel);
        var data = arena.Span;
        CopyChannels(data[sourceOffset..], source, data[destinationOffset..], destination, destinationChannel);
        if (destinationChannel + source.Channels > (destination.Blocks - 1) * destination.Block)
            ClearLanes(arena, destinationOffset, destination);
    }

    /// <summary>
    /// Copies a tensor into one of another shape with as many elements, in the logical order N, C, H, W.
    /// The lanes beyond the destination's channels become zero.
    /// </summary>
    /// <param name="arena">Holds both tensors.</param>
    /// <param name="sourceOffset">Where the source starts.</param>
    /// <param name="source">The layout of the source.</param>
    /// <param name="destinationOffset">Where the destination starts.</param>
    /// <param name="destination">The layout of the destination.</param>
    /// <exception cref="ArgumentException">The numbers of elements differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Reshape(
        FloatBuffer arena, int sourceOffset, in TensorLayout source, int destinationOffset, in TensorLayout destination)
    {
        var length = source.Batch * source.SampleLength;
        if (length != destination.Batch * destination.SampleLength)
            throw new ArgumentException($"Cannot reshape {source} to {destination}.", nameof(destination));
        var from = source.WithLongestRows();
        var to = destination.WithLongestRows();
        var data = arena.Span;
        ReshapeRows(data[sourceOffset..], from, data[destinationOffset..], to, length);
        ClearLanes(arena, destinationOffset, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ReshapeRows(
        ReadOnlySpan<float> source, in TensorLayout from, Span<float> destination, in TensorLayout to, int length)
    {
        for (int index = 0, run; index < length; index += run)
        {
            run = Math.Min(from.Width - index % from.Width, to.Width - index % to.Width);
            RowCopy.Move(
                source[Position(from, index)..], from.Block, destination[Position(to, index)..], to.Block, run);
        }
    }

    /// <summary>Where the element lies that is the <paramref name="index"/>th in N, C, H, W order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Position(in TensorLayout layout, int index)
    {
        var (line, column) = Math.DivRem(index, layout.Width);
        var (plane, row) = Math.DivRem(line, layout.Height);
        var (sample, channel) = Math.DivRem(plane, layout.Channels);
        return layout.RowStart(sample, channel, row) + column * layout.Block;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyChannels(
        ReadOnlySpan<float> source, in TensorLayout from, Span<float> destination, in TensorLayout to, int firstChannel)
    {
        if (from.IsVector && to.IsVector)
            CopyVectors(source, from, destination, to, firstChannel);
        else if (from.Block == to.Block && firstChannel % to.Block == 0)
            CopyWholeBlocks(source, from, destination, to, firstChannel);
        else if (from is { Block: 3, Channels: 3 } && to.Block == 1)
            SeparateChannels(source, from, destination, to, firstChannel);
        else
            CopyLanes(source, from, destination, to, firstChannel, skippedChannels: 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyVectors(
        ReadOnlySpan<float> source, in TensorLayout from, Span<float> destination, in TensorLayout to, int firstChannel)
    {
        for (var sample = 0; sample < from.Batch; sample++)
            source.Slice(sample * from.BatchStride, from.Channels)
                .CopyTo(destination[(sample * to.BatchStride + firstChannel)..]);
    }

    /// <summary>
    /// Copies rows of whole blocks, then what the last block holds, whose other lanes may belong to a neighbour.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyWholeBlocks(
        ReadOnlySpan<float> source, in TensorLayout from, Span<float> destination, in TensorLayout to, int firstChannel)
    {
        var wholeChannels = from.Channels / from.Block * from.Block;
        var (reads, writes) = Joins(from, to) ? (from.AsOneRow(), to.AsOneRow()) : (from, to);
        var length = reads.Width * reads.Block;
        for (var sample = 0; sample < reads.Batch; sample++)
            for (var channel = 0; channel < wholeChannels; channel += reads.Block)
            {
                var values = source[reads.RowStart(sample, channel, 0)..];
                var places = destination[writes.RowStart(sample, firstChannel + channel, 0)..];
                for (var row = 0; row < reads.Height; row++)
                    values.Slice(row * reads.RowStride, length).CopyTo(places[(row * writes.RowStride)..]);
            }

        CopyLanes(source, from, destination, to, firstChannel, wholeChannels);
    }

    /// <summary>Pixels of red, green and blue, as users hand images over, become planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SeparateChannels(
        ReadOnlySpan<float> source, in TensorLayout from, Span<float> destination, in TensorLayout to, int firstChannel)
    {
        for (var sample = 0; sample < from.Batch; sample++)
            for (var row = 0; row < from.Height; row++)
                SeparatePixels(
                    source.Slice(from.RowStart(sample, 0, row), 3 * from.Width), destination[to.RowStart(sample, firstChannel, row)..], to.BlockStride);
    }

    /// <summary>Pixels side by side become as many of the three rows that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SeparatePixels(ReadOnlySpan<float> source, Span<float> destination, int stride)
    {
        var pixels = source.Length / 3;
        ThreeRows.Separate(source, destination[..pixels], destination.Slice(stride, pixels), destination.Slice(2 * stride, pixels));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RequireSlice(in TensorLayout source, in TensorLayout destination, int destinationChannel)
    {
        var joins = (source.Batch, source.Height, source.Width) == (destination.Batch, destination.Height, destination.Width);
        if (!joins || destinationChannel < 0 || destinationChannel > destination.Channels - source.Channels)
            throw new ArgumentException(
                $"Cannot copy {source} to the channels from {destinationChannel} on of {destination}.", nameof(destination));
    }
}

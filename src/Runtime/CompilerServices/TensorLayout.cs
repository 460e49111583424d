using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Where the elements of a tensor lie in a buffer: channels in blocks, <c>[N][C / block][H][W][block]</c>, whose rows
/// and planes may be separated by borders.
/// </summary>
/// <remarks>
/// Element (n, c, y, x) of a tensor that starts at <c>offset</c> lies at
/// <c>offset + n·BatchStride + (c / Block)·BlockStride + y·RowStride + x·Block + c % Block</c>. A planar tensor has
/// blocks of one channel, a channels-last tensor one block of all channels. All strides are in floats.
/// </remarks>
/// <param name="Batch">N, the number of samples.</param>
/// <param name="Channels">
/// C, the number of channels that carry values; the lanes beyond it in the last block are zero.
/// </param>
/// <param name="Block">The number of channels that lie side by side.</param>
/// <param name="Height">H, the number of rows.</param>
/// <param name="Width">W, the number of pixels in a row.</param>
/// <param name="RowStride">From a row to the next one.</param>
/// <param name="BlockStride">From a block of channels to the next one.</param>
/// <param name="BatchStride">From a sample to the next one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
public readonly record struct TensorLayout(
    int Batch, int Channels, int Block, int Height, int Width, int RowStride, int BlockStride, int BatchStride)
{
    /// <summary>The number of channel blocks, a partly filled last one included.</summary>
    internal int Blocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Channels + Block - 1) / Block;
    }

    /// <summary>The number of elements of one sample.</summary>
    internal int SampleLength => Channels * Height * Width;

    /// <summary>Whether each sample is one run of C floats.</summary>
    internal bool IsVector
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Height == 1 && Width == 1 && (BlockStride == Block || Channels <= Block);
    }

    /// <summary>
    /// Where row <paramref name="row"/> of channel <paramref name="channel"/> starts, relative to the tensor.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int RowStart(int sample, int channel, int row)
    {
        var block = channel / Block;
        return sample * BatchStride + block * BlockStride + row * RowStride + (channel - block * Block);
    }

    /// <summary>All pixels of a block as one row, for rows that follow each other without a border.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal TensorLayout AsOneRow() => this with { Height = 1, Width = Height * Width };

    /// <summary>The dense N, C, H, W layout of the same shape, in which users hand over tensors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal TensorLayout Planar() =>
        new(Batch, Channels, 1, Height, Width, Width, Height * Width, Channels * Height * Width);

    /// <summary>The dense N, H, W, C layout of the same shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal TensorLayout ChannelsLast()
    {
        // A block of zero channels would divide by zero, and an empty tensor has no element to place.
        var block = Math.Max(Channels, 1);
        return new(Batch, Channels, block, Height, Width, Width * block, 0, Height * Width * block);
    }

    /// <summary>Whether the two tensors have the same shape and place their elements alike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal bool Matches(in TensorLayout other) =>
        TensorRuns.Match(this, other)
        && RowStride == other.RowStride && BlockStride == other.BlockStride && BatchStride == other.BatchStride;

    /// <summary>The same elements as one row, where they lie so; else this layout. Logical order is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal TensorLayout WithLongestRows() => this switch
    {
        { IsVector: true } => new(Batch, 1, 1, 1, Channels, Channels, Channels, BatchStride),
        _ when RowStride == Width * Block => AsOneRow(),
        _ => this,
    };
}

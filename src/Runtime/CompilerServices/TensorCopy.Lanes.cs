using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

public static partial class TensorCopy
{
    // Pixels of 16 channels that leave room for as many in the other layout in a first-level cache. Images of up to four channels
    // are read and written once, and need no such care.
    private const int PixelsAtOnce = 64;

    /// <summary>Copies between layouts of different blocks, or a part of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyLanes(
        ReadOnlySpan<float> source, in TensorLayout from, Span<float> destination, in TensorLayout to,
        int firstChannel, int skippedChannels)
    {
        if (skippedChannels == from.Channels)
            return;
        var (reads, writes) = Joins(from, to) ? (from.AsOneRow(), to.AsOneRow()) : (from, to);
        for (var sample = 0; sample < reads.Batch; sample++)
            for (var row = 0; row < reads.Height; row++)
            {
                var values = source[reads.RowStart(sample, 0, row)..];
                var results = destination[writes.RowStart(sample, 0, row)..];
                if (reads.Block == 1 && writes.Block % BlockCopy.Side == 0 && reads.Width >= BlockCopy.Side)
                    InterleaveRow(values, reads, results, writes, firstChannel, skippedChannels);
                else if (writes.Block == 1 && reads.Block % BlockCopy.Side == 0 && reads.Width >= BlockCopy.Side)
                    SeparateRow(values, reads, results, writes, firstChannel, skippedChannels);
                else
                    MoveRow(values, reads, results, writes, firstChannel, skippedChannels);
            }
    }

    /// <summary>Whether the rows of a plane follow each other in both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Joins(in TensorLayout from, in TensorLayout to) =>
        from.Height > 1 && from.RowStride == from.Width * from.Block && to.RowStride == to.Width * to.Block;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void InterleaveRow(
        ReadOnlySpan<float> row, in TensorLayout from, Span<float> results, in TensorLayout to, int firstChannel, int skippedChannels)
    {
        // The other lanes of the last four channels are free to be written where they are padding.
        var fillsLast = firstChannel + from.Channels == to.Channels;
        for (int pixel = 0, pixels; pixel < from.Width; pixel += pixels)
        {
            pixels = from.Channels <= BlockCopy.Side ? from.Width : ChunkOf(from.Width - pixel);
            for (int channel = skippedChannels, channels; channel < from.Channels; channel += channels)
            {
                var target = firstChannel + channel;
                var start = to.RowStart(0, target, 0) + pixel * to.Block;
                channels = Math.Min(BlockCopy.Side - target % BlockCopy.Side, from.Channels - channel);
                var isWhole = channels == BlockCopy.Side
                    || (fillsLast && target % BlockCopy.Side == 0 && channel + channels == from.Channels);
                if (isWhole)
                    BlockCopy.Interleave(
                        row[(channel * from.BlockStride + pixel)..], from.BlockStride, channels, results[start..], to.Block, pixels);
                else
                    for (var lane = 0; lane < channels; lane++)
                        RowCopy.Move(row[((channel + lane) * from.BlockStride + pixel)..], 1, results[(start + lane)..], to.Block, pixels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SeparateRow(
        ReadOnlySpan<float> row, in TensorLayout from, Span<float> results, in TensorLayout to, int firstChannel, int skippedChannels)
    {
        for (int pixel = 0, pixels; pixel < from.Width; pixel += pixels)
        {
            pixels = ChunkOf(from.Width - pixel);
            for (int channel = skippedChannels; channel < from.Channels; channel += BlockCopy.Side)
                BlockCopy.Separate(
                    row[(from.RowStart(0, channel, 0) + pixel * from.Block)..], from.Block,
                    Math.Min(BlockCopy.Side, from.Channels - channel),
                    results[((firstChannel + channel) * to.BlockStride + pixel)..], to.BlockStride, pixels);
        }
    }

    /// <summary>So many that no rest is smaller than a square.</summary>
    private static int ChunkOf(int pixels) => pixels < PixelsAtOnce + BlockCopy.Side ? pixels : PixelsAtOnce;

    /// <summary>Runs of channels that lie side by side in both layouts, pixel by pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MoveRow(
        ReadOnlySpan<float> row, in TensorLayout from, Span<float> results, in TensorLayout to, int firstChannel, int skippedChannels)
    {
        for (int channel = skippedChannels, channels; channel < from.Channels; channel += channels)
        {
            var target = firstChannel + channel;
            channels = Math.Min(
                Math.Min(from.Block - channel % from.Block, to.Block - target % to.Block), from.Channels - channel);
            var values = row[from.RowStart(0, channel, 0)..];
            var places = results[to.RowStart(0, target, 0)..];
            if (channels < BlockCopy.Side)
                for (var lane = 0; lane < channels; lane++)
                    RowCopy.Move(values[lane..], from.Block, places[lane..], to.Block, from.Width);
            else
                for (var pixel = 0; pixel < from.Width; pixel++)
                    values.Slice(pixel * from.Block, channels).CopyTo(places[(pixel * to.Block)..]);
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Makes an image of which a window of stride 1 sees what a strided window sees of another one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PhaseCopy
{
    /// <summary>
    /// Copies element (c, s·y + a, t·x + b) of an image, counted from where the first window begins, to element ((a·C + c)·t + b, y, x), where s
    /// and t are the strides. What lies outside of the image, and the lanes behind the last channel, become zero.
    /// </summary>
    /// <param name="arena">Holds both images.</param>
    /// <param name="sourceOffset">Where element (0, 0, 0, 0) of the image lies, in floats.</param>
    /// <param name="source">The layout of the image, of C channels.</param>
    /// <param name="destinationOffset">Where element (0, 0, 0, 0) of the result goes.</param>
    /// <param name="destination">The layout of the result.</param>
    /// <param name="grid">How the window moves.</param>
    /// <param name="first">The first row of the result, counted over all samples.</param>
    /// <param name="end">The row behind the last one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gather(
        FloatBuffer arena, int sourceOffset, in TensorLayout source, int destinationOffset, in TensorLayout destination,
        in PhaseGrid grid, int first, int end)
    {
        var data = arena.Span;
        for (var item = first; item < end; item++)
        {
            var (sample, row) = Math.DivRem(item, destination.Height);
            for (var block = 0; block < destination.Blocks; block++)
                data.Slice(destinationOffset + destination.RowStart(sample, block * destination.Block, row), destination.Width * destination.Block).Clear();
            for (var phase = 0; phase < grid.StrideHeight; phase++)
            {
                var inputRow = (row * grid.StrideHeight) + phase - grid.PadTop;
                if (inputRow < 0 || inputRow >= source.Height)
                    continue;
                for (var channel = 0; channel < source.Channels; channel++)
                {
                    var lane = ((phase * source.Channels) + channel) * grid.StrideWidth;
                    GatherRow(
                        data[(sourceOffset + source.RowStart(sample, channel, inputRow))..], source,
                        data[(destinationOffset + destination.RowStart(sample, lane - (lane % destination.Block), row))..], destination, grid,
                        lane % destination.Block);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void GatherRow(
        ReadOnlySpan<float> row, in TensorLayout from, Span<float> result, in TensorLayout to, in PhaseGrid grid, int firstLane)
    {
        var (stride, pad) = (grid.StrideWidth, grid.PadLeft);
        // Between these pixels, all columns of one lie inside of the image; behind the last pixel nothing is seen.
        var first = Math.Min((pad + stride - 1) / stride, to.Width);
        var end = Math.Clamp((from.Width + pad) / stride, first, to.Width);
        var endColumn = Math.Min(from.Width, (to.Width * stride) - pad);
        var runs = from.Block == 1 && stride is 2 or 4 ? end - first : 0;
        if (runs == 0)
        {
            GatherColumns(row, from, result, to, grid, firstLane, 0, endColumn);
            return;
        }

        var columns = row.Slice((first * stride) - pad, runs * stride);
        var places = result[((first * to.Block) + firstLane)..];
        if (stride == 2)
            Spread(MemoryMarshal.Cast<float, ulong>(columns), MemoryMarshal.Cast<float, ulong>(places), to.Block / 2);
        else
            Spread(MemoryMarshal.Cast<float, Vector128<float>>(columns), MemoryMarshal.Cast<float, Vector128<float>>(places), to.Block / 4);
        GatherColumns(row, from, result, to, grid, firstLane, 0, (first * stride) - pad);
        GatherColumns(row, from, result, to, grid, firstLane, (end * stride) - pad, endColumn);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Spread<T>(ReadOnlySpan<T> values, Span<T> places, int step)
    {
        for (int i = 0, place = 0; i < values.Length; i++, place += step)
            places[place] = values[i];
    }

    /// <summary>Column by column; lanes may run over into the next channel block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void GatherColumns(
        ReadOnlySpan<float> row, in TensorLayout from, Span<float> result, in TensorLayout to, in PhaseGrid grid, int firstLane, int first, int end)
    {
        var (pixel, phase) = Math.DivRem(first + grid.PadLeft, grid.StrideWidth);
        for (var column = first; column < end; column++)
        {
            var lane = firstLane + phase;
            var block = lane < to.Block ? 0 : lane / to.Block;
            result[(block * to.BlockStride) + (pixel * to.Block) + lane - (block * to.Block)] = row[column * from.Block];
            if (++phase == grid.StrideWidth)
                (pixel, phase) = (pixel + 1, 0);
        }
    }
}

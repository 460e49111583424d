using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

public static partial class TensorCopy
{
    /// <summary>Writes zero to the rows and columns around every plane of every channel block.</summary>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where element (0, 0, 0, 0) lies: inside the border.</param>
    /// <param name="layout">The layout; its row stride has room for <c>left + W + right</c> pixels.</param>
    /// <param name="top">Rows above.</param>
    /// <param name="left">Pixels before each row.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="right">Pixels behind each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ClearBorder(
        FloatBuffer arena, int offset, in TensorLayout layout, int top, int left, int bottom, int right)
    {
        var data = arena.Span;
        for (var sample = 0; sample < layout.Batch; sample++)
            for (var block = 0; block < layout.Blocks; block++)
            {
                var plane = offset + sample * layout.BatchStride + block * layout.BlockStride;
                ClearPlaneBorder(data, plane, layout, top, left, bottom, right);
            }
    }

    /// <summary>Writes zero to the lanes beyond C of the last channel block, in all rows of all samples.</summary>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where element (0, 0, 0, 0) lies.</param>
    /// <param name="layout">The layout.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ClearLanes(FloatBuffer arena, int offset, in TensorLayout layout)
    {
        for (var sample = 0; sample < layout.Batch; sample++)
            ClearLanes(arena, offset, layout, sample, 0, layout.Height);
    }

    /// <summary>Writes zero to the lanes beyond C of the last channel block, in some rows of one sample.</summary>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where element (0, 0, 0, 0) lies.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="sample">The sample, below N.</param>
    /// <param name="firstRow">The first row to clear.</param>
    /// <param name="endRow">The row behind the last one to clear.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ClearLanes(
        FloatBuffer arena, int offset, in TensorLayout layout, int sample, int firstRow, int endRow) =>
        ClearLanes(arena, offset, layout, sample, firstRow, endRow, 0, layout.Width);

    /// <summary>Writes zero to the lanes beyond C of the last channel block, in a part of some rows of one sample.</summary>
    /// <remarks>
    /// The other lanes of these pixels are read and written, too, with what they are: nobody else may write them at the same time.
    /// </remarks>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where element (0, 0, 0, 0) lies.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="sample">The sample, below N.</param>
    /// <param name="firstRow">The first row to clear.</param>
    /// <param name="endRow">The row behind the last one to clear.</param>
    /// <param name="firstColumn">The first column to clear.</param>
    /// <param name="columns">The number of columns to clear.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ClearLanes(
        FloatBuffer arena, int offset, in TensorLayout layout, int sample, int firstRow, int endRow, int firstColumn, int columns)
    {
        var used = layout.Channels % layout.Block;
        if (used == 0)
            return;
        var data = arena.Span[offset..];
        for (var row = firstRow; row < endRow; row++)
            ClearRowLanes(
                data[(layout.RowStart(sample, layout.Channels - used, row) + (firstColumn * layout.Block))..], columns, layout.Block, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ClearRowLanes(Span<float> row, int width, int block, int used)
    {
        if (block % Vector128<float>.Count != 0)
        {
            for (var pixel = 0; pixel < width; pixel++)
                row.Slice(pixel * block + used, block - used).Clear();
            return;
        }
        var vectors = MemoryMarshal.Cast<float, Vector128<float>>(row[..(width * block)]);
        var step = block / Vector128<float>.Count;
        var first = used / Vector128<float>.Count;
        var kept = Vector128.LessThan(Vector128.Create(0, 1, 2, 3), Vector128.Create(used % Vector128<float>.Count)).AsSingle();
        for (var index = first; index < vectors.Length; index += step)
            vectors[index] &= kept;
        for (var lanes = first + 1; lanes < step; lanes++)
            for (var index = lanes; index < vectors.Length; index += step)
                vectors[index] = Vector128<float>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ClearPlaneBorder(
        Span<float> data, int plane, in TensorLayout layout, int top, int left, int bottom, int right)
    {
        var before = left * layout.Block;
        var inside = layout.Width * layout.Block;
        var behind = right * layout.Block;
        var start = plane - before;
        var end = plane + (layout.Height - 1) * layout.RowStride + inside;
        ClearRows(data, start - top * layout.RowStride, layout.RowStride, top, before + inside + behind);
        ClearRows(data, end + layout.RowStride - inside - before, layout.RowStride, bottom, before + inside + behind);
        if (layout.RowStride == before + inside + behind)
        {
            // What is behind a row and before the next one is one run.
            data.Slice(start, before).Clear();
            ClearRows(data, plane + inside, layout.RowStride, layout.Height - 1, behind + before);
            data.Slice(end, behind).Clear();
            return;
        }
        ClearRows(data, start, layout.RowStride, layout.Height, before);
        ClearRows(data, plane + inside, layout.RowStride, layout.Height, behind);
    }

    /// <summary>Writes zero to runs of the same length, mostly so short that a call for each would cost more than its stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ClearRows(Span<float> data, int start, int stride, int count, int length)
    {
        if (length == 0)
            return;
        if (Vector512.IsHardwareAccelerated && length % Vector512<float>.Count == 0)
            ClearRows<Vector512<float>>(data, start, stride, count, length);
        else if (Vector256.IsHardwareAccelerated && length % Vector256<float>.Count == 0)
            ClearRows<Vector256<float>>(data, start, stride, count, length);
        else if (length % Vector128<float>.Count == 0)
            ClearRows<Vector128<float>>(data, start, stride, count, length);
        else
            ClearRows<float>(data, start, stride, count, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ClearRows<T>(Span<float> data, int start, int stride, int count, int length) where T : struct
    {
        for (var row = 0; row < count; row++)
        {
            var run = MemoryMarshal.Cast<float, T>(data.Slice(start + row * stride, length));
            for (var index = 0; index < run.Length; index++)
                run[index] = default;
        }
    }
}

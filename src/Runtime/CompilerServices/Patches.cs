using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// What surrounds the matrix product of a convolution by im2col: the inputs of some pixels are copied beside each other, and the results to
/// their places.
/// </summary>
/// <remarks>Offsets are those of element (0, 0, 0, 0) of a tensor, in floats.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Patches
{
    /// <summary>
    /// Copies the inputs of every pixel in the order of packed filters, [C/block][kernel height][kernel width][lanes]; zeros outside of the image.
    /// </summary>
    /// <param name="arena">Holds the image and the patches.</param>
    /// <param name="source">Where the image lies.</param>
    /// <param name="layout">The layout of the image.</param>
    /// <param name="grid">The windows.</param>
    /// <param name="firstPixel">The first pixel.</param>
    /// <param name="pixels">The number of pixels.</param>
    /// <param name="destination">Where the patch of the first one goes.</param>
    /// <param name="stride">Floats from a patch to the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gather(
        FloatBuffer arena, int source, in TensorLayout layout, in PatchGrid grid, int firstPixel, int pixels, int destination, int stride)
    {
        var data = arena.Span;
        for (var pixel = firstPixel; pixel < firstPixel + pixels; pixel++, destination += stride)
        {
            var (sample, row, column) = grid.At(pixel);
            var (top, left) = ((row * grid.StrideHeight) - grid.PadTop, (column * grid.StrideWidth) - grid.PadLeft);
            var next = destination;
            for (var block = 0; block < layout.Blocks; block++)
            {
                var lanes = Math.Min(layout.Block, layout.Channels - (block * layout.Block));
                for (var y = 0; y < grid.KernelHeight; y++)
                {
                    var run = data.Slice(next, grid.KernelWidth * lanes);
                    next += run.Length;
                    var inputRow = top + (y * grid.DilationHeight);
                    if (inputRow < 0 || inputRow >= layout.Height)
                        run.Clear();
                    else
                        GatherRun(
                            data[(source + (sample * layout.BatchStride) + (block * layout.BlockStride) + (inputRow * layout.RowStride))..],
                            layout, grid, left, lanes, run);
                }
            }
        }
    }

    /// <summary>Adds a tensor of the results' shape to results that lie [block][pixel][lanes] beside each other.</summary>
    /// <param name="arena">Holds both.</param>
    /// <param name="residual">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    /// <param name="firstPixel">The first pixel.</param>
    /// <param name="pixels">The number of pixels.</param>
    /// <param name="results">Where the results of the first pixel lie.</param>
    /// <param name="blockStride">Floats from a block of results to the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(FloatBuffer arena, int residual, in TensorLayout layout, int firstPixel, int pixels, int results, int blockStride)
    {
        var runs = new PixelRuns(layout, firstPixel, pixels);
        while (runs.MoveNext())
            for (var block = 0; block < layout.Blocks; block++)
            {
                var sums = arena.Span.Slice(results + (block * blockStride) + (runs.First * layout.Block), runs.Count * layout.Block);
                var added = arena.Span.Slice(residual + runs.Place + (block * layout.BlockStride), sums.Length);
                RowLoops.Zip<AddOperator, Lanes128>(sums, sums, added);
            }
    }

    /// <summary>Copies results that lie [block][pixel][lanes] beside each other to their places; lanes beyond the last channel become zero.</summary>
    /// <param name="arena">Holds both.</param>
    /// <param name="results">Where the results of the first pixel lie.</param>
    /// <param name="blockStride">Floats from a block of results to the next one.</param>
    /// <param name="firstPixel">The first pixel.</param>
    /// <param name="pixels">The number of pixels.</param>
    /// <param name="destination">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Store(FloatBuffer arena, int results, int blockStride, int firstPixel, int pixels, int destination, in TensorLayout layout)
    {
        var last = layout.Channels - ((layout.Blocks - 1) * layout.Block);
        var runs = new PixelRuns(layout, firstPixel, pixels);
        while (runs.MoveNext())
            for (var block = 0; block < layout.Blocks; block++)
            {
                var from = arena.Span.Slice(results + (block * blockStride) + (runs.First * layout.Block), runs.Count * layout.Block);
                var to = arena.Span.Slice(destination + runs.Place + (block * layout.BlockStride), from.Length);
                from.CopyTo(to);
                for (var pixel = last; block == layout.Blocks - 1 && last < layout.Block && pixel < to.Length; pixel += layout.Block)
                    to.Slice(pixel, layout.Block - last).Clear();
            }
    }

    private static void GatherRun(ReadOnlySpan<float> row, in TensorLayout layout, in PatchGrid grid, int left, int lanes, Span<float> run)
    {
        if (grid.DilationWidth == 1 && lanes == layout.Block && left >= 0 && left + grid.KernelWidth <= layout.Width)
        {
            row.Slice(left * lanes, run.Length).CopyTo(run);
            return;
        }

        for (var x = 0; x < grid.KernelWidth; x++)
        {
            var column = left + (x * grid.DilationWidth);
            var tap = run.Slice(x * lanes, lanes);
            if (column < 0 || column >= layout.Width)
                tap.Clear();
            else
                row.Slice(column * layout.Block, lanes).CopyTo(tap);
        }
    }

    /// <summary>Pixels one after the other, in runs that lie in one row of a tensor.</summary>
    private ref struct PixelRuns(in TensorLayout layout, int firstPixel, int pixels)
    {
        private readonly TensorLayout _layout = layout;

        /// <summary>The first pixel of the run, counted from the first of all.</summary>
        public int First { get; private set; }

        public int Count { get; private set; }

        /// <summary>Where the run lies in the first block of the tensor.</summary>
        public int Place { get; private set; }

        public bool MoveNext()
        {
            First += Count;
            var (row, column) = Math.DivRem(firstPixel + First, _layout.Width);
            Count = Math.Min(_layout.Width - column, pixels - First);
            var (sample, y) = Math.DivRem(row, _layout.Height);
            Place = (sample * _layout.BatchStride) + (y * _layout.RowStride) + (column * _layout.Block);
            return Count > 0;
        }
    }
}

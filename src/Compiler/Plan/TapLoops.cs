namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// The loops over the inputs of one output: channel blocks, rows and columns of the window, and runs of neighbouring floats. Where
/// the taps of a window row lie side by side, columns are part of the run.
/// </summary>
/// <param name="Run">Floats per run, in all channel blocks but the last.</param>
/// <param name="LastRun">Floats per run in the last channel block, which may have fewer channels.</param>
internal sealed record TapLoops(
    int Blocks, int Rows, int Columns, int Run, int LastRun, int BlockStep, int RowStep, int ColumnStep)
{
    /// <summary>The taps of one output pixel of a convolution; a group reads <paramref name="channels"/> channels.</summary>
    public static TapLoops ForWindow(Geometry source, Window window, int channels)
    {
        var blocks = (channels + source.Block - 1) / source.Block;
        var lastLanes = channels - ((blocks - 1) * source.Block);
        var rowStep = window.DilationHeight * source.RowStride;
        return lastLanes == source.Block && window.DilationWidth == 1
            ? new(blocks, window.KernelHeight, 1, window.KernelWidth * source.Block, window.KernelWidth * source.Block,
                source.BlockStride, rowStep, 0)
            : new(blocks, window.KernelHeight, window.KernelWidth, source.Block, lastLanes,
                source.BlockStride, rowStep, window.DilationWidth * source.Block);
    }

    // The first layer of LeNet-5 (25 taps, tiles of 10 pixels: 250 steps) takes 5.3 µs unrolled and 6.6 µs in loops. A step is about
    // 32 bytes of IL: 512 stay below the 25 KB past which the JIT stops optimising.
    private const int MaximumUnrolledSteps = 512;

    /// <summary>
    /// Channel blocks, rows and floats per row of the window where a kernel writes all taps out, 0 where it loops over them.
    /// </summary>
    /// <param name="sums">The vectors of sums of a tile.</param>
    public (int Blocks, int Rows, int Run) Unrolled(int sums) =>
        Run == LastRun && Columns == 1 && Blocks * Rows * LastRun * sums <= MaximumUnrolledSteps ? (Blocks, Rows, LastRun) : (0, 0, 0);

    /// <summary>All elements of a sample, as a dense layer reads them: in as few runs as its borders allow.</summary>
    public static TapLoops ForImage(Geometry source)
    {
        var isVector = source.Height == 1 && source.Width == 1;
        var isContiguous = !source.HasBorder && (isVector || source.LastLanes == source.Block);
        if (!isContiguous)
            return ForWindow(source, new Window(source.Height, source.Width, 1, 1, 0, 0), source.Channels);
        var length = source.Channels * source.Height * source.Width;
        return ForRun(length);
    }

    /// <summary>Whether every run but the very last one is a number of pairs.</summary>
    internal bool HasPairs => (Blocks == 1 || Run % 2 == 0) && (Rows * Columns == 1 || LastRun % 2 == 0);

    /// <summary>Floats that lie side by side.</summary>
    public static TapLoops ForRun(int length) => new(1, 1, 1, length, length, 0, 0, 0);

    /// <summary>The channels of one position of transformed tiles [C/16][tile][16].</summary>
    public static TapLoops ForTiles(int inputs, int tileBlock) =>
        new((inputs + 15) / 16, 1, 1, 16, ((inputs + 15) % 16) + 1, tileBlock * 16, 0, 0);
}

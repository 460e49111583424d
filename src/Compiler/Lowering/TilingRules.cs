using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Cuts rows of pixels for the registers: 32 of them with AVX-512, 16 otherwise, hold the sums of a tile, the filters of one tap
/// and one input.
/// </summary>
internal static class TilingRules
{
    // Of AVX-512. With one block of outputs, a multiply-add takes its input from memory as it is, while two blocks share it by way of a
    // register. Where the sums are short, the next tile of one block begins while the last one is stored: 16 inputs run at 117 GFLOP/s in 14×1 and at
    // 102 in 14×2, 64 at 115 and 111, 96 and more at 115 in both. Cores that multiply and add as often as they load keep the rate of long
    // sums only where two blocks share a load.
    private const int MostSums = 14;
    private const int MostTapsOfOneBlock = 64;

    // Fewer sums would wait for each other; the others also for filters that the first-level cache does not hold.
    private const int FewestSums = 6;
    private const int FewestSumsOfFarFilters = 8;
    private const int MostNearTaps = 256;

    // On larger images filters are used so often that it does not matter where they come from.
    private const int MostStepsPerLine = 2;

    // 128 KB. A longer run the processor fetches itself, and two of them would crowd a second-level cache.
    private const int MostLines = 2048;

    /// <summary>For the direct kernel, of which a work item computes <paramref name="blocks"/> blocks of output channels.</summary>
    /// <param name="taps">Inputs of one output, where they are known to be few.</param>
    public static EquatableArray<RowTiling> ForSums(int pixels, int block, int blocks, int taps = int.MaxValue) =>
        VectorWidths.ForBlock(block).Select(bits =>
        {
            // The registers of narrower vectors hold the sums of one block only.
            var panels = bits == 512 && SharesInputs(pixels, taps) ? blocks : 1;
            return new RowTiling(bits, panels, Split(pixels, bits == 512 ? MostSums : MaximumPixels(bits, panels * block * 32 / bits)));
        }).ToEquatableArray();

    private static bool SharesInputs(int pixels, int taps) =>
        pixels < FewestSums || taps > (pixels < FewestSumsOfFarFilters ? MostNearTaps : MostTapsOfOneBlock);

    /// <summary>Completes a direct convolution by how its rows are cut.</summary>
    /// <param name="fetches">
    /// Whether filters come from far away. Tiles then fetch those of the next items: on images of few pixels, the processor does not see in time
    /// which ones it will need.
    /// </param>
    public static DirectConv WithTilings(DirectConv call, bool fetches)
    {
        var g = call.Destination.Geometry;
        var taps = call.Source.Geometry.Channels / call.Group * call.Window.KernelHeight * call.Window.KernelWidth;
        var whole = ForSums(g.Width, g.Block, call.BlocksPerItem, taps).Select(tiling => Fetching(call, tiling, fetches)).ToEquatableArray();
        if (call.Group > 1 || g.Block != 16 || g.LastLanes > 8)
            return call with { Tilings = whole };
        var last = whole.SelectMany(tiling => tiling.Panels == call.BlocksPerItem
            ? [Half(tiling, g.Width)] : new[] { tiling, Half(tiling, g.Width) }).ToEquatableArray();
        return call.ItemsPerRow == 1 ? call with { Tilings = last } : call with { Tilings = whole, LastTilings = last };
    }

    // With AVX-512, a half is one vector of 256 bits for 27 pixels, and one block and a half are three of them for nine. 24 channels run at 105
    // GFLOP/s so, and at 85 with the other half computed as zeros. Vectors of both widths in one tile reach 101.
    private static RowTiling Half(RowTiling tiling, int pixels)
    {
        var bits = Math.Min(tiling.Bits, 256);
        var vectors = ((2 * tiling.Panels) - 1) * 256 / bits;
        return tiling with
        {
            Tiles = Split(pixels, tiling.Bits == 512 ? 27 / vectors : MaximumPixels(bits, vectors)),
            EndsWithHalf = true,
            KernelBits = bits,
        };
    }

    private static RowTiling Fetching(DirectConv call, RowTiling tiling, bool fetches)
    {
        var g = call.Destination.Geometry;
        var rows = g.Height * (call.FiltersStay ? g.Batch : 1);
        var steps = rows * tiling.TileCount * call.BlocksPerItem / tiling.Panels * call.Taps.Blocks;
        if (!fetches || !call.CanPrefetch || steps > MostStepsPerLine * call.FilterLines || call.FilterLines > MostLines
            || call.Unrolled(tiling).Rows > 0)
            return tiling;
        var lines = (call.FilterLines + steps - 1) / steps;
        // More would take longer than what is computed meanwhile.
        return lines <= tiling.Tiles.Min(run => run.Pixels) ? tiling with { PrefetchLines = lines } : tiling;
    }

    /// <summary>For the products of Winograd's algorithm, which fetch the filters of the next position in time.</summary>
    public static EquatableArray<RowTiling> ForProducts(int tiles, int blocks) =>
        VectorWidths.All.Select(bits =>
        {
            // Filters come from far away: two blocks use each input twice.
            var panels = bits == 512 ? blocks : 1;
            var tiling = new RowTiling(bits, panels, Split(tiles, MaximumPixels(bits, panels * 16 * 32 / bits)));
            // Per block of 16 input channels, a block of output channels has 16 lines of filters.
            var calls = tiling.TileCount * blocks / tiling.Panels;
            return tiling with { PrefetchLines = ((16 * blocks) + calls - 1) / calls };
        }).ToEquatableArray();

    /// <summary>
    /// For a dense layer of a batch. Samples often lie a multiple of 4 KB apart, so that their inputs share a set of the first-level
    /// cache, which has 8 or 12 places: 14 samples of 4096 inputs ran at 63 GFLOP/s as one tile, 16 at 88 as two of 8.
    /// </summary>
    public static EquatableArray<RowTiling> ForSamples(int samples, int blocks) =>
        VectorWidths.All.Select(bits =>
        {
            var panels = bits == 512 ? blocks : 1;
            return new RowTiling(bits, panels, Split(samples, Math.Min(8, MaximumPixels(bits, panels * 16 * 32 / bits))));
        }).ToEquatableArray();

    /// <summary>
    /// Pixels whose patches are gathered together: equally many each time, and so few that they stay in half of a second-level cache of 512 KB
    /// beside the filters.
    /// </summary>
    public static int PixelsOfPatches(int pixels, int patchStride)
    {
        const int patchBytes = 128 * 1024;
        var most = Math.Max(28, patchBytes / sizeof(float) / patchStride / 28 * 28);
        var blocks = (pixels + most - 1) / most;
        return blocks <= 1 ? pixels : Math.Min(pixels, (((pixels + blocks - 1) / blocks) + 13) / 14 * 14);
    }

    /// <summary>For the depthwise kernels: a vector per pixel and row of a tile.</summary>
    public static EquatableArray<RowTiling> ForDepthwise(int pixels, int block) =>
        VectorWidths.ForBlock(block)
            .Select(bits => new RowTiling(bits, 1, Split(pixels, DepthwiseRows.MaximumPixels))).ToEquatableArray();

    private static int MaximumPixels(int bits, int vectors) => (bits, vectors) switch
    {
        (512, 2) => 14,
        (512, _) => 28,
        (_, 4) => 2,
        (_, 2) => 6,
        _ => 12,
    };

    /// <summary>As few tiles as possible, as equal as possible.</summary>
    internal static EquatableArray<TileRun> Split(int pixels, int maximum)
    {
        var count = (pixels + maximum - 1) / maximum;
        var (size, wider) = (pixels / count, pixels % count);
        return wider == 0 ? [new(size, count)] : [new(size + 1, wider), new(size, count - wider)];
    }
}

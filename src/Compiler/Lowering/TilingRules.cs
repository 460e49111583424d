using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Cuts rows of pixels for the registers: 32 of them with AVX-512, 16 otherwise, hold the sums of a tile, the filters of one tap
/// and one input. Measured shares of the peak: 14×2 95–100 % and 28×1 94 % at 512 bits, 6×2 96–97 % at 256 bits.
/// </summary>
internal static class TilingRules
{
    /// <summary>For the direct kernel, of which a work item computes <paramref name="blocks"/> blocks of output channels.</summary>
    public static EquatableArray<RowTiling> ForSums(int pixels, int block, int blocks) =>
        VectorWidths.ForBlock(block).Select(bits =>
        {
            // The registers of narrower vectors hold the sums of one block only.
            var panels = bits == 512 ? blocks : 1;
            return new RowTiling(bits, panels, Split(pixels, MaximumPixels(bits, panels * block * 32 / bits)));
        }).ToEquatableArray();

    /// <summary>For the products of Winograd's algorithm, which fetch the filters of the next position in time.</summary>
    public static EquatableArray<RowTiling> ForProducts(int tiles, int blocks) =>
        ForSums(tiles, 16, blocks).Select(tiling =>
        {
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

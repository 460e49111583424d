using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Cuts rows of pixels for the registers: 32 of them with AVX-512, 16 otherwise, hold the sums of a tile, the filters of one tap
/// and one input. Measured shares of the peak: 14×2 95–100 % and 28×1 94 % at 512 bits, 6×2 96–97 % at 256 bits.
/// </summary>
internal static class TilingRules
{
    private static readonly int[] Widths = [512, 256, 128];

    /// <summary>For the direct kernel, whose tile spans <paramref name="blocks"/> blocks of output channels at 512 bits.</summary>
    public static EquatableArray<RowTiling> ForSums(int pixels, int block, int blocks) =>
        ForWidths(block, bits => Split(pixels, MaximumPixels(bits, VectorsPerTile(bits, block, blocks))));

    /// <summary>For the depthwise kernel: one vector per pixel, 7 pixels keep the latency of multiply-add hidden.</summary>
    public static EquatableArray<RowTiling> ForDepthwise(int pixels, int block) =>
        ForWidths(block, _ => Split(pixels, 7));

    /// <summary>Narrower vectors take the blocks one after the other: their registers hold only one.</summary>
    public static int VectorsPerTile(int bits, int block, int blocks) => bits == 512 ? blocks : block * 32 / bits;

    private static int MaximumPixels(int bits, int vectors) => (bits, vectors) switch
    {
        (512, 2) => 14,
        (512, _) => 28,
        (_, 4) => 2,
        (_, 2) => 6,
        _ => 12,
    };

    private static EquatableArray<RowTiling> ForWidths(int block, Func<int, EquatableArray<TileRun>> split) =>
        Widths.Where(bits => bits / 32 <= block).Select(bits => new RowTiling(bits, split(bits))).ToEquatableArray();

    /// <summary>As few tiles as possible, as equal as possible.</summary>
    private static EquatableArray<TileRun> Split(int pixels, int maximum)
    {
        var count = (pixels + maximum - 1) / maximum;
        var (size, wider) = (pixels / count, pixels % count);
        return wider == 0 ? [new(size, count)] : [new(size + 1, wider), new(size, count - wider)];
    }
}

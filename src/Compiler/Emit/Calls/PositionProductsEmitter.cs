using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The matrix products of a convolution on transformed tiles, one per position, on the kernels of the direct convolution.</summary>
internal static class PositionProductsEmitter
{
    public static IEnumerable<KernelVariant> Variants(PositionProducts products) =>
        products.Tilings.SelectMany(tiling => tiling.Tiles, (tiling, run) => Variant(tiling, run.Pixels));

    /// <summary>Writes the products from <c>firstPosition</c> to <c>endPosition</c> of the blocks from <c>firstBlock</c> to <c>endBlock</c>.</summary>
    /// <param name="scratch">The text of where the transformed input begins.</param>
    public static void Write(PositionProducts products, string scratch, SourceWriter writer)
    {
        using (writer.Block("for (int position = firstPosition; position < endPosition; position++)"))
        using (writer.Block("for (int block = firstBlock; block < endBlock; block++)"))
            WriteProduct(products, scratch, writer);
    }

    private static void WriteProduct(PositionProducts products, string scratch, SourceWriter writer)
    {
        var (panel, items) = (products.Source.Channels * 16, products.Items);
        writer.Line($"int filter = {CallContext.Offset(products.Filters.Offset, ("position", items * panel * products.BlocksPerItem, products.Positions), ("block", panel * products.BlocksPerItem, items))};");
        writer.Line($"int prefetch = filter + {panel * products.BlocksPerItem};");
        writer.Line($"int source = {CallContext.Offset(scratch, ("position", products.InputStride, products.Positions))};");
        writer.Line($"int destination = {CallContext.Offset(scratch + $" + {products.ProductsStart}", ("position", products.OutputStride, products.Positions), ("block", products.BlocksPerItem * products.TileBlock * 16, items))};");
        var loops = TapLoops.ForTiles(products.Source, products.TileBlock);
        var taps = KernelCallText.Taps(loops);
        new RowTiles(writer, products.Tilings)
        {
            Variant = Variant,
            Blocks = products.BlocksPerItem,
            Offsets = tiling =>
            [
                new("source", 16, 0), new("filter", 0, panel), new("destination", 16, products.TileBlock * 16),
                Prefetch(tiling, loops.Blocks),
            ],
            Arguments = tiling =>
            [
                .. taps,
                (tiling.Panels > 1 ? $"filterPanel: {panel}, destinationPanel: {products.TileBlock * 16}, " : "")
                    + $"prefetchLines: {tiling.PrefetchLines}",
            ],
        }.Write();
    }

    // Behind the filters of a work item lie those of the next one.
    private static TileOffset Prefetch(RowTiling tiling, int inputBlocks)
    {
        var perCall = tiling.PrefetchLines * RowTiling.LineLength * inputBlocks;
        return new("prefetch", 0, perCall * tiling.TileCount, perCall);
    }

    private static ConvTile Variant(RowTiling tiling, int pixels) =>
        new(tiling.Bits, pixels, 16, tiling.Panels, 16, false, false, ActivationKind.None) { HasPrefetch = true };
}

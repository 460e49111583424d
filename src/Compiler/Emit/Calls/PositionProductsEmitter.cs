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
        var (panel, items) = (products.Inputs * 16, products.Items);
        var seen = WriteSeen(products, writer);
        writer.Line($"int filter = {CallContext.Offset(products.Filters.Offset, ("position", items * panel * products.BlocksPerItem, products.Positions), ("block", panel * products.BlocksPerItem, items), seen.Filter)};");
        writer.Line($"int prefetch = filter + {panel * products.BlocksPerItem};");
        writer.Line($"int source = {CallContext.Offset(scratch, ("position", products.InputStride, products.Positions), seen.Source)};");
        writer.Line($"int destination = {CallContext.Offset(scratch + $" + {products.ProductsStart}", ("position", products.OutputStride, products.Positions), ("block", products.BlocksPerItem * products.TileBlock * 16, items))};");
        var loops = TapLoops.ForTiles(products.Inputs, products.TileBlock);
        var taps = KernelCallText.Taps(loops, seen.Blocks);
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

    /// <summary>The blocks of inputs that a position multiplies: variables for them and the terms of the offsets, where not all do.</summary>
    private static SeenInputs WriteSeen(PositionProducts products, SourceWriter writer)
    {
        if (products.Phases is not { } phases)
            return new(default, default, null);
        var blocks = products.InputBlocks / phases.Count;
        var row = products.Positions - products.Columns;
        writer.Line("// At infinity, the last row and column, filters with fewer taps are zero.");
        writer.Line($"bool isLastRow = position >= {row}, isLastColumn = position % {products.Columns} == {products.Columns - 1};");
        writer.Line($"int firstInput = isLastColumn ? {blocks * phases.Seen(false, true).First} : 0;");
        writer.Line($"int endInput = isLastRow ? {blocks * phases.Seen(true, false).End} : isLastColumn ? {blocks * phases.Seen(false, true).End} : {products.InputBlocks};");
        return new(("firstInput", products.TileBlock * 16, products.InputBlocks), ("firstInput", 16 * 16, products.InputBlocks), "endInput - firstInput");
    }

    private readonly record struct SeenInputs(
        (string Variable, int Stride, int Count) Source, (string Variable, int Stride, int Count) Filter, string? Blocks);

    // Behind the filters of a work item lie those of the next one.
    private static TileOffset Prefetch(RowTiling tiling, int inputBlocks)
    {
        var perCall = tiling.PrefetchLines * RowTiling.LineLength * inputBlocks;
        return new("prefetch", 0, perCall * tiling.TileCount, perCall);
    }

    private static ConvTile Variant(RowTiling tiling, int pixels) =>
        new(tiling.Bits, pixels, 16, tiling.Panels, 16, false, false, ActivationKind.None) { HasPrefetch = true };
}

using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a convolution by Winograd's algorithm along the columns: some rows of results per work item.</summary>
internal static class ColumnWinogradEmitter
{
    public static IEnumerable<KernelVariant> Variants(ColumnWinogradConv call) =>
    [
        .. InputWidths(call).Select(bits => Input(call, bits)),
        .. call.Tilings.SelectMany(tiling => tiling.Tiles, (tiling, run) => Tile(call, tiling, run.Pixels)),
        .. OutputWidths(call).Select(bits => Output(call, bits)),
    ];

    public static void Write(ColumnWinogradConv call, CallContext context, SourceWriter writer)
    {
        var s = call.Source.Geometry;
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, call.Destination.Geometry.Height, 1, s.Batch, call.TileHeight);
            writer.Line($"int source = {CallContext.Offset(
                context.WindowOrigin(call.Source, call.Window), ("row", s.RowStride, call.Destination.Geometry.Height), ("sample", s.BatchStride, s.Batch))};");
            WidthDispatch.Write(writer, InputWidths(call), bits => KernelCallText.Write(writer, Input(call, bits).ClassName,
            [
                $"arena, source, scratch, rowStep: {s.RowStride}, positionStep: {call.InputStride}",
                $"length: {call.InputLength}, blocks: {s.BlockCount}, blockStep: {s.BlockStride}",
            ]));
            using (writer.Block($"for (int position = 0; position < {call.Positions}; position++)"))
                WriteProducts(call, writer);
            WriteResults(call, context, writer);
        }
    }

    private static void WriteProducts(ColumnWinogradConv call, SourceWriter writer)
    {
        var (s, d, blocks) = (call.Source.Geometry, call.Destination.Geometry, call.BlocksPerProduct);
        var panel = s.Channels * call.Window.KernelWidth * d.Block;
        using var loop = CallContext.LoopOver(writer, "block", d.BlockCount / blocks);
        var count = d.BlockCount / blocks;
        writer.Line($"int inputs = {CallContext.Offset("scratch", ("position", call.InputStride, call.Positions))};");
        writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("position", panel * d.BlockCount, call.Positions), ("block", panel * blocks, count))};");
        writer.Line($"int products = {CallContext.Offset($"scratch + {call.ProductsStart}", ("position", call.ProductStride, call.Positions), ("block", call.ProductLength * blocks, count))};");
        new RowTiles(writer, call.Tilings)
        {
            Variant = (tiling, pixels) => Tile(call, tiling, pixels),
            Blocks = blocks,
            Offsets = _ => [new("inputs", s.Block, 0), new("filter", 0, panel), new("products", d.Block, call.ProductLength)],
            Arguments = tiling =>
            [
                .. KernelCallText.Taps(call.Taps, Unrolled(call, tiling)),
                .. tiling.Panels > 1 ? [$"filterPanel: {panel}, destinationPanel: {call.ProductLength}"] : Array.Empty<string>(),
            ],
        }.Write();
    }

    private static void WriteResults(ColumnWinogradConv call, CallContext context, SourceWriter writer)
    {
        var d = call.Destination.Geometry;
        var isClipped = d.Height % call.TileHeight != 0;
        if (isClipped)
            writer.Line($"int rows = Math.Min({call.TileHeight}, {d.Height} - row);");
        using var loop = CallContext.LoopOver(writer, "block", d.BlockCount);
        writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", d.Block, d.BlockCount))};");
        writer.Line($"int results = {CallContext.Offset($"scratch + {call.ProductsStart}", ("block", call.ProductLength, d.BlockCount))};");
        context.WriteRowOffset(writer, "destination", call.Destination, 1);
        WidthDispatch.Write(writer, OutputWidths(call), bits => KernelCallText.Write(writer, Output(call, bits).ClassName,
        [
            $"arena, weights, results, bias, destination, positionStep: {call.ProductStride}, rowStep: {d.RowStride}, pixels: {d.Width}"
                + (isClipped ? ", rows" : ""),
            .. KernelCallText.Activation(call.Activation),
        ]));
        if (KernelVariant.IsInRegisters(call.Activation))
            return;
        using (writer.Block($"for (int line = 0; line < {(isClipped ? "rows" : CSharpText.Number(call.TileHeight))}; line++)"))
            RowEpilogue.Write(writer, context, call.Destination, call.Activation, $"destination + line * {d.RowStride}", 1, d.Height > call.TileHeight ? "row + line" : "line");
    }

    private static (int Blocks, int Rows, int Run) Unrolled(ColumnWinogradConv call, RowTiling tiling) =>
        call.Taps.Unrolled(tiling.Panels * call.Destination.Geometry.Block * 32 / tiling.Bits * tiling.Tiles.Max(run => run.Pixels));

    private static ConvTile Tile(ColumnWinogradConv call, RowTiling tiling, int pixels) => new(
        tiling.Bits, pixels, call.Destination.Geometry.Block, tiling.Panels, call.Source.Geometry.Block, false, false, ActivationKind.None)
    {
        Unrolled = Unrolled(call, tiling),
    };

    private static ColumnWinogradInput Input(ColumnWinogradConv call, int bits) => new(bits, call.TileHeight, call.Window.KernelHeight);

    private static ColumnWinogradOutput Output(ColumnWinogradConv call, int bits) => new(
        bits, call.TileHeight, call.Window.KernelHeight, call.Destination.Geometry.Block, call.Destination.Geometry.Height % call.TileHeight != 0,
        KernelVariant.InRegisters(call.Activation));

    /// <summary>The vectors that a row of inputs fills.</summary>
    private static IEnumerable<int> InputWidths(ColumnWinogradConv call) => VectorWidths.All.Where(bits => bits / 32 <= call.InputLength);

    private static IEnumerable<int> OutputWidths(ColumnWinogradConv call) => VectorWidths.ForBlock(call.Destination.Geometry.Block);
}

using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a direct convolution: one row of pixels per work item.</summary>
internal static class DirectConvEmitter
{
    public static KernelVariant Variant(DirectConv call, RowTiling tiling, int pixels) => new ConvTile(
        tiling.Bits, pixels, call.Destination.Geometry.Block, tiling.Panels,
        call.Window.StrideWidth * call.Source.Geometry.Block, true, call.Residual is not null,
        KernelVariant.IsInRegisters(call.Activation) ? call.Activation.Kind : IR.ActivationKind.None)
    {
        Unrolled = call.Unrolled(tiling),
    };

    public static void Write(DirectConv call, CallContext context, SourceWriter writer)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        var groups = d.BlockCount / call.BlocksPerItem;
        var channels = s.Channels / call.Group;
        var panel = channels * call.Window.KernelHeight * call.Window.KernelWidth * d.Block;
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, groups, d.Batch, samplesFirst: call.FiltersStay);
            WriteSource(call, context, writer, groups);
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", panel * call.BlocksPerItem, groups))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", d.Block * call.BlocksPerItem, groups))};");
            context.WriteRowOffset(writer, "destination", call.Destination, call.BlocksPerItem);
            if (call.Residual is not null)
                context.WriteRowOffset(writer, "residual", call.Residual, call.BlocksPerItem);
            WriteTiles(call, writer, panel);
            RowEpilogue.Write(writer, context, call.Destination, call.Activation, "destination", call.BlocksPerItem);
        }
    }

    private static void WriteSource(DirectConv call, CallContext context, SourceWriter writer, int groups)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        var itemsPerGroup = groups / call.Group;
        var group = itemsPerGroup == 1 ? "block" : $"block / {itemsPerGroup}";
        writer.Line($"int source = {CallContext.Offset(
            context.WindowOrigin(call.Source, call.Window),
            ("row", call.Window.StrideHeight * s.RowStride, d.Height),
            (group, s.BlockCount / call.Group * s.BlockStride, call.Group),
            ("sample", s.BatchStride, s.Batch))};");
    }

    private static void WriteTiles(DirectConv call, SourceWriter writer, int panel)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        new RowTiles(writer, call.Tilings)
        {
            Variant = (tiling, pixels) => Variant(call, tiling, pixels),
            Blocks = call.BlocksPerItem,
            Offsets = _ =>
            [
                new("source", call.Window.StrideWidth * s.Block, 0), new("filter", 0, panel), new("bias", 0, d.Block),
                new("destination", d.Block, d.BlockStride), .. ResidualOffset(call.Residual),
            ],
            Arguments = tiling =>
            [
                .. KernelCallText.Taps(call.Taps, call.Unrolled(tiling)),
                .. tiling.Panels > 1
                    ? [$"filterPanel: {panel}, destinationPanel: {d.BlockStride}" + ResidualPanel(call.Residual)]
                    : Array.Empty<string>(),
            ],
        }.Write();
    }

    public static IEnumerable<TileOffset> ResidualOffset(TensorView? residual) =>
        residual is null ? [] : [new("residual", residual.Geometry.Block, residual.Geometry.BlockStride)];

    private static string ResidualPanel(TensorView? residual) =>
        residual is null ? "" : $", residualPanel: {residual.Geometry.BlockStride}";
}

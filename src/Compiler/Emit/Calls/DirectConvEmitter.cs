using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a direct convolution: one row of pixels per work item.</summary>
internal static class DirectConvEmitter
{
    public static KernelVariant Variant(DirectConv call, int bits, int pixels) => new ConvTile(
        bits, pixels, call.Destination.Geometry.Block, bits == 512 ? call.BlocksPerItem : 1,
        call.Window.StrideWidth * call.Source.Geometry.Block, true, call.Residual is not null,
        KernelVariant.IsInRegisters(call.Activation) ? call.Activation.Kind : IR.ActivationKind.None);

    public static void Write(DirectConv call, CallContext context, SourceWriter writer)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        var groups = d.BlockCount / call.BlocksPerItem;
        var channels = s.Channels / call.Group;
        var panel = channels * call.Window.KernelHeight * call.Window.KernelWidth * d.Block;
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, groups, d.Batch);
            WriteSource(call, context, writer, groups);
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", panel * call.BlocksPerItem, groups))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", d.Block * call.BlocksPerItem, groups))};");
            WriteDestination(context, writer, "destination", call.Destination, call.BlocksPerItem);
            if (call.Residual is not null)
                WriteDestination(context, writer, "residual", call.Residual, call.BlocksPerItem);
            WriteTiles(call, writer, channels, panel);
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

    public static void WriteDestination(
        CallContext context, SourceWriter writer, string name, TensorView view, int blocksPerItem)
    {
        var g = view.Geometry;
        writer.Line($"int {name} = {CallContext.Offset(
            context.Origin(view), ("row", g.RowStride, g.Height), ("block", blocksPerItem * g.BlockStride, g.BlockCount / blocksPerItem),
            ("sample", g.BatchStride, g.Batch))};");
    }

    private static void WriteTiles(DirectConv call, SourceWriter writer, int channels, int panel)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        var loops = TapLoops.ForWindow(s, call.Window, channels);
        var residual = call.Residual is null ? "" : $" z, {call.Residual.Geometry.BlockStride},";
        var arguments =
            $"arena, weights, x, filter + panel * {panel}, bias + panel * {d.Block}, y,{residual} "
            + $"blocks: {loops.Blocks}, rows: {loops.Rows}, columns: {loops.Columns}, run: {loops.Run}, lastRun: {loops.LastRun}, "
            + $"blockStep: {loops.BlockStep}, rowStep: {loops.RowStep}, columnStep: {loops.ColumnStep}, "
            + $"filterPanel: {panel}, destinationPanel: {d.BlockStride}";
        RowTiles.Write(
            writer, call.Tilings, (bits, pixels) => Variant(call, bits, pixels), bits => bits == 512 ? 1 : call.BlocksPerItem,
            w =>
            {
                w.Line($"int x = source;");
                w.Line($"int y = destination + panel * {d.BlockStride};");
                if (call.Residual is not null)
                    w.Line($"int z = residual + panel * {call.Residual.Geometry.BlockStride};");
            },
            arguments,
            pixels => $"x += {pixels * call.Window.StrideWidth * s.Block}; y += {pixels * d.Block};"
                + (call.Residual is null ? "" : $" z += {pixels * d.Block};"));
    }
}

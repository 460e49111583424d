using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a direct convolution: one row of pixels per work item.</summary>
internal static class DirectConvEmitter
{
    public static KernelVariant Variant(DirectConv call, RowTiling tiling, int pixels) => new ConvTile(
        tiling.KernelBits, pixels, call.Destination.Geometry.Block, tiling.Panels,
        call.Window.StrideWidth * call.Source.Geometry.Block, true, call.Residual is not null,
        KernelVariant.InRegisters(call.Activation))
    {
        Unrolled = call.Unrolled(tiling),
        EndsWithHalf = tiling.EndsWithHalf,
        HasPrefetch = tiling.PrefetchLines > 0,
    };

    public static void Write(DirectConv call, CallContext context, SourceWriter writer)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        var groups = call.ItemsPerRow;
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
            if (call.AllTilings.Any(tiling => tiling.PrefetchLines > 0))
                WritePrefetch(call, writer);
            if (call.LastTilings.Count == 0)
            {
                WriteTiles(call, call.Tilings, writer, panel);
            }
            else
            {
                using (writer.Block($"if (block < {groups - 1})"))
                    WriteTiles(call, call.Tilings, writer, panel);
                using (writer.Block("else"))
                    WriteTiles(call, call.LastTilings, writer, panel);
            }

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

    // The filters of the next items, a share for each row: behind the last ones lie those of the next layers.
    private static void WritePrefetch(DirectConv call, SourceWriter writer)
    {
        var d = call.Destination.Geometry;
        var share = (call.FilterLines + (d.Height * d.Batch) - 1) / (d.Height * d.Batch) * RowTiling.LineLength;
        writer.Line($"int prefetch = {CallContext.Offset(
            $"filter + {call.FilterLines * RowTiling.LineLength}", ("row", share, d.Height), ("sample", share * d.Height, d.Batch))};");
    }

    private static void WriteTiles(DirectConv call, EquatableArray<RowTiling> tilings, SourceWriter writer, int panel)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        new RowTiles(writer, tilings)
        {
            Variant = (tiling, pixels) => Variant(call, tiling, pixels),
            Blocks = call.BlocksPerItem,
            Offsets = tiling =>
            [
                new("source", call.Window.StrideWidth * s.Block, 0), new("filter", 0, panel), new("bias", 0, d.Block),
                new("destination", d.Block, d.BlockStride), .. ResidualOffset(call.Residual),
                .. Prefetch(call, tiling),
            ],
            Arguments = tiling =>
            [
                .. KernelCallText.Taps(call.Taps, call.Unrolled(tiling)),
                .. tiling.Panels > 1
                    ? [$"filterPanel: {panel}, destinationPanel: {d.BlockStride}" + ResidualPanel(call.Residual)]
                    : Array.Empty<string>(),
                .. tiling.PrefetchLines > 0 ? [$"prefetchLines: {tiling.PrefetchLines}"] : Array.Empty<string>(),
                .. KernelCallText.Activation(call.Activation),
            ],
        }.Write();
    }

    private static IEnumerable<TileOffset> Prefetch(DirectConv call, RowTiling tiling)
    {
        var perCall = tiling.PrefetchLines * RowTiling.LineLength * call.Taps.Blocks;
        return perCall == 0 ? [] : [new("prefetch", 0, perCall * tiling.TileCount, perCall)];
    }

    public static IEnumerable<TileOffset> ResidualOffset(TensorView? residual) =>
        residual is null ? [] : [new("residual", residual.Geometry.Block, residual.Geometry.BlockStride)];

    private static string ResidualPanel(TensorView? residual) =>
        residual is null ? "" : $", residualPanel: {residual.Geometry.BlockStride}";
}

using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a depthwise convolution: some rows of one channel block per work item.</summary>
internal static class DepthwiseConvEmitter
{
    public static IEnumerable<KernelVariant> Variants(DepthwiseConv call) =>
        from tiling in call.Tilings
        from run in tiling.Tiles
        from variant in call.IsUnrolled ? RowVariants(call, tiling, run.Pixels) : [TileVariant(call, tiling, run.Pixels)]
        select variant;

    public static void Write(DepthwiseConv call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, d.BlockCount, d.Batch, call.RowsPerItem);
            writer.Line($"int source = {CallContext.Offset(
                context.WindowOrigin(call.Source, window), ("row", window.StrideHeight * s.RowStride, d.Height),
                ("block", s.BlockStride, s.BlockCount), ("sample", s.BatchStride, s.Batch))};");
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", window.KernelHeight * window.KernelWidth * d.Block, d.BlockCount))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", d.Block, d.BlockCount))};");
            context.WriteRowOffset(writer, "destination", call.Destination, 1);
            if (call.Residual is not null)
                context.WriteRowOffset(writer, "residual", call.Residual, 1);
            if (call.IsUnrolled)
                WriteRows(call, context, writer);
            else
                WriteTiles(call, context, writer);
        }
    }

    private static IEnumerable<KernelVariant> RowVariants(DepthwiseConv call, RowTiling tiling, int pixels)
    {
        var rows = DepthwiseRows.RowsPerTile(tiling.Bits);
        if (call.RowsPerItem >= rows)
            yield return RowVariant(call, tiling, pixels, rows);
        if (call.Destination.Geometry.Height % rows != 0)
            yield return RowVariant(call, tiling, pixels, 1);
    }

    private static DepthwiseRows RowVariant(DepthwiseConv call, RowTiling tiling, int pixels, int rows) => new(
        tiling.Bits, rows, pixels, call.Destination.Geometry.Block, call.Window with { PadTop = 0, PadLeft = 0 },
        call.Residual is not null, KernelVariant.InRegisters(call.Activation));

    private static DepthwiseTile TileVariant(DepthwiseConv call, RowTiling tiling, int pixels) => new(
        tiling.Bits, pixels, call.Destination.Geometry.Block, call.Window.StrideWidth * call.Source.Geometry.Block,
        call.Residual is not null, KernelVariant.InRegisters(call.Activation));

    private static void WriteRows(DepthwiseConv call, CallContext context, SourceWriter writer)
    {
        var d = call.Destination.Geometry;
        var isWhole = d.Height % call.RowsPerItem == 0;
        var rows = call.RowsPerItem == 1 ? "1" : isWhole ? $"{call.RowsPerItem}" : "rows";
        if (!isWhole)
            writer.Line($"int rows = Math.Min({call.RowsPerItem}, {d.Height} - row);");
        WidthDispatch.Write(writer, call.Tilings.Select(tiling => tiling.Bits), bits =>
        {
            var tiling = call.Tilings.First(candidate => candidate.Bits == bits);
            var perTile = DepthwiseRows.RowsPerTile(bits);
            if (call.RowsPerItem >= perTile)
                WriteGroups(call, tiling, perTile, perTile == 1 ? rows : isWhole ? $"{call.RowsPerItem / perTile}" : $"rows / {perTile}", "", writer);
            if (d.Height % perTile == 0)
                return;
            using (isWhole ? null : writer.Block($"if (rows % {perTile} != 0)"))
                WriteGroups(call, tiling, 1, "1", call.RowsPerItem == 1 ? "" : isWhole ? $"{call.RowsPerItem - 1}" : "(rows - 1)", writer);
        });
        RowEpilogue.WriteRows(writer, context, call.Destination, call.Activation, "destination", call.RowsPerItem, rows);
    }

    // All tiles of a kind in all rows go into one call; those of another width begin behind them.
    private static void WriteGroups(
        DepthwiseConv call, RowTiling tiling, int rowsPerTile, string groups, string skippedRows, SourceWriter writer)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        var pixel = 0;
        foreach (var run in tiling.Tiles)
        {
            string Start(string name, int perPixel, int perRow) => name
                + (skippedRows.Length == 0 ? "" : $" + {skippedRows} * {perRow}") + (pixel == 0 ? "" : $" + {pixel * perPixel}");
            var residual = call.Residual is { Geometry: var r } ? $", {Start("residual", r.Block, r.RowStride)}" : "";
            KernelCallText.Write(writer, RowVariant(call, tiling, run.Pixels, rowsPerTile).ClassName,
            [
                $"arena, weights, {Start("source", call.Window.StrideWidth * s.Block, call.Window.StrideHeight * s.RowStride)}, "
                    + $"filter, bias, {Start("destination", d.Block, d.RowStride)}{residual}",
                $"groups: {groups}, tiles: {run.Count}, rowStep: {s.RowStride}, destinationStep: {d.RowStride}"
                    + (call.Residual is null ? "" : $", residualStep: {call.Residual.Geometry.RowStride}"),
                .. KernelCallText.Activation(call.Activation),
            ]);
            pixel += run.Pixels * run.Count;
        }
    }

    private static void WriteTiles(DepthwiseConv call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        new RowTiles(writer, call.Tilings)
        {
            Variant = (tiling, pixels) => TileVariant(call, tiling, pixels),
            Offsets = _ =>
            [
                new("source", window.StrideWidth * s.Block, 0), new("filter", 0, 0), new("bias", 0, 0),
                new("destination", d.Block, 0), .. DirectConvEmitter.ResidualOffset(call.Residual),
            ],
            Arguments = _ =>
            [
                $"rows: {window.KernelHeight}, columns: {window.KernelWidth}, "
                + $"rowStep: {window.DilationHeight * s.RowStride}, columnStep: {window.DilationWidth * s.Block}",
                .. KernelCallText.Activation(call.Activation),
            ],
        }.Write();
        RowEpilogue.Write(writer, context, call.Destination, call.Activation, "destination", 1);
    }
}

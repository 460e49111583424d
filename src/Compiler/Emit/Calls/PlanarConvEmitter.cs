using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a convolution on planar tensors: some rows of some output channels per work item.</summary>
internal static class PlanarConvEmitter
{
    public static IEnumerable<KernelVariant> Variants(PlanarConv call) =>
        call.Tilings.SelectMany(tiling => tiling.Runs.Select(run => Variant(call, tiling, run)));

    public static void Write(PlanarConv call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, call.ItemsPerRow, d.Batch, call.RowsPerItem);
            var itemsPerGroup = call.ItemsPerRow / call.Group;
            writer.Line($"int source = {CallContext.Offset(
                context.WindowOrigin(call.Source, window), ("row", window.StrideHeight * s.RowStride, d.Height),
                (itemsPerGroup == 1 ? "block" : $"block / {itemsPerGroup}", s.Channels / call.Group * s.BlockStride, call.Group),
                ("sample", s.BatchStride, s.Batch))};");
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", call.Maps * call.FilterLength, call.ItemsPerRow))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", call.Maps, call.ItemsPerRow))};");
            context.WriteRowOffset(writer, "destination", call.Destination, call.Maps);
            if (call.Residual is not null)
                context.WriteRowOffset(writer, "residual", call.Residual, call.Maps);
            if (d.Height % call.RowsPerItem != 0)
                writer.Line($"int rows = Math.Min({call.RowsPerItem}, {d.Height} - row);");
            if (call.Tilings.Count == 0)
                WriteShortRow(call, writer);
            else
                WriteTiles(call, writer);
            WriteEpilogue(call, writer);
        }
    }

    private static PlanarTile Variant(PlanarConv call, PlanarTiling tiling, PlanarRun run) => new(
        tiling.Bits, run.Vectors, tiling.Maps, call.Window.StrideWidth, call.Residual is not null,
        KernelVariant.InRegisters(call.Activation))
    {
        IsPaired = tiling.IsPaired,
        Unrolled = PlanarTile.UnrolledOf(call.Window, run.Vectors, tiling.Maps),
    };

    /// <summary>The text of the number of rows of an item.</summary>
    private static string Rows(PlanarConv call) => call.Destination.Geometry.Height % call.RowsPerItem == 0 ? $"{call.RowsPerItem}" : "rows";

    private static void WriteTiles(PlanarConv call, SourceWriter writer) =>
        WidthDispatch.Write(writer, call.Tilings.Select(tiling => tiling.Level), level =>
        {
            var tiling = call.Tilings.First(candidate => candidate.Level == level);
            var step = tiling.IsPaired ? 2 : 1;
            using (call.RowsPerItem == step ? null : writer.Block($"for (int line = 0; line < {Rows(call)}; {(step == 1 ? "line++" : "line += 2")})"))
            using (call.Maps == tiling.Maps ? null : writer.Block($"for (int map = 0; map < {call.Maps}; {(tiling.Maps == 1 ? "map++" : $"map += {tiling.Maps}")})"))
                foreach (var run in tiling.Runs)
                    WriteRun(call, tiling, run, writer);
        });

    private static void WriteRun(PlanarConv call, PlanarTiling tiling, PlanarRun run, SourceWriter writer)
    {
        var pixels = run.Vectors * tiling.Bits / 32;
        using var loop = run.Count == 1 ? null
            : writer.Block($"for (int pixel = {run.Pixel}; pixel < {run.Pixel + (run.Count * pixels)}; pixel += {pixels})");
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        string At(string offset, int pixelStep, int rowStep, int mapStep) => CallContext.Offset(
            run.Count == 1 && run.Pixel * pixelStep is > 0 and var constant ? $"{offset} + {constant}" : offset, ("pixel", pixelStep, run.Count),
            ("line", rowStep, call.RowsPerItem / (tiling.IsPaired ? 2 : 1)), ("map", mapStep, call.Maps / tiling.Maps));

        var residual = call.Residual?.Geometry;
        KernelCallText.Write(writer, Variant(call, tiling, run).ClassName,
        [
            $"arena, weights, {At("source", window.StrideWidth, window.StrideHeight * s.RowStride, 0)}, {At("filter", 0, 0, call.FilterLength)}, "
                + $"{At("bias", 0, 0, 1)}, {At("destination", 1, d.RowStride, d.BlockStride)}"
                + (residual is null ? "" : $", {At("residual", 1, residual.RowStride, residual.BlockStride)}") + (run.Vectors == 1 ? "" : $", lastVector: {run.LastVector}"),
            $"channels: {s.Channels / call.Group}, rows: {window.KernelHeight}, columns: {window.KernelWidth}",
            $"channelStep: {s.BlockStride}, rowStep: {window.DilationHeight * s.RowStride}, columnStep: {window.DilationWidth}",
            .. tiling.Maps == 1 ? Array.Empty<string>() :
                [$"filterStep: {call.FilterLength}, destinationStep: {d.BlockStride}" + (residual is null ? "" : $", residualStep: {residual.BlockStride}")],
            .. !tiling.IsPaired ? Array.Empty<string>() :
                [$"sourceLine: {window.StrideHeight * s.RowStride}, destinationLine: {d.RowStride}" + (residual is null ? "" : $", residualLine: {residual.RowStride}")],
            .. KernelCallText.Activation(call.Activation),
        ]);
    }

    /// <summary>A row of fewer pixels than the narrowest vector has: its sums are kept in memory, tap by tap.</summary>
    private static void WriteShortRow(PlanarConv call, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        writer.Line($"Span<float> sums = arena.Span.Slice(destination, {d.Width});");
        writer.Line(call.Residual is null
            ? "sums.Fill(weights.Span[bias]);"
            : $"PlanarRow.AddConstant(arena.Span.Slice(residual, {d.Width}), weights.Span[bias], sums);");
        using (writer.Block($"for (int channel = 0; channel < {s.Channels / call.Group}; channel++)"))
        using (writer.Block($"for (int y = 0; y < {window.KernelHeight}; y++)"))
        using (writer.Block($"for (int x = 0; x < {window.KernelWidth}; x++)"))
        {
            writer.Line($"int inputs = source + channel * {s.BlockStride} + y * {window.DilationHeight * s.RowStride} + x * {window.DilationWidth};");
            writer.Line($"PlanarRow.MultiplyAdd(arena.Span.Slice(inputs, {((d.Width - 1) * window.StrideWidth) + 1}), {window.StrideWidth}, weights.Span[filter], sums);");
            writer.Line("filter++;");
        }
    }

    // Rows that follow in memory are one run.
    private static void WriteEpilogue(PlanarConv call, SourceWriter writer)
    {
        if (call.Activation.IsNone || (call.Tilings.Count > 0 && KernelVariant.IsInRegisters(call.Activation)))
            return;
        var (function, arguments) = CallContext.Activation(call.Activation);
        var g = call.Destination.Geometry;
        var isRun = g.RowStride == g.Width;
        var length = isRun && call.RowsPerItem > 1 ? Rows(call) == "rows" ? $"rows * {g.Width}" : $"{call.RowsPerItem * g.Width}" : $"{g.Width}";
        using (isRun ? null : CallContext.LoopOver(writer, "line", call.RowsPerItem, Rows(call)))
            for (var map = 0; map < call.Maps; map++)
            {
                var start = isRun || call.RowsPerItem == 1 ? "destination" : $"destination + line * {g.RowStride}";
                writer.Line($"Activations.{function}(arena.Span.Slice({Kernels.KernelFile.Plus(start, map * g.BlockStride)}, {length}){arguments});");
            }
    }
}

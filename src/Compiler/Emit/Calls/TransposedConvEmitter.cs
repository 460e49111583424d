using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>
/// The method of a transposed convolution: one row of the result per work item, phase by phase. Which taps a phase has follows from
/// the remainder of its row and column.
/// </summary>
internal static class TransposedConvEmitter
{
    public static IEnumerable<KernelVariant> Variants(TransposedConv call) => call.Columns.SelectMany(phases =>
        phases.Tilings.SelectMany(tiling => tiling.Tiles.Select(run => Variant(call, tiling, run.Pixels))));

    public static void Write(TransposedConv call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var groups = d.BlockCount / call.BlocksPerItem;
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, groups, d.Batch);
            writer.Line($"int reach = {CallContext.Offset(window.PadTop, ("row", 1, d.Height))};");
            WriteTaps(writer, "row", "rows", "reach", window.KernelHeight, window.StrideHeight);
            writer.Line($"int rowSource = {CallContext.Offset(
                context.Origin(call.Source),
                ("sample", s.BatchStride, s.Batch), ($"(reach / {window.StrideHeight} - rows + 1)", s.RowStride, s.Height + 1))};");
            writer.Line($"int rowFilter = {CallContext.Offset(
                call.Filters.Offset,
                ("block", Panel(call) * call.BlocksPerItem, groups), ("rowsBefore", window.KernelWidth * Tap(call), window.StrideHeight))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", d.Block * call.BlocksPerItem, groups))};");
            context.WriteRowOffset(writer, "destination", call.Destination, call.BlocksPerItem);
            foreach (var phases in call.Columns)
                WritePhases(call, phases, writer);
            RowEpilogue.Write(writer, context, call.Destination, call.Activation, "destination", call.BlocksPerItem);
        }
    }

    private static void WritePhases(TransposedConv call, PhaseRun phases, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var count = phases.End - phases.First;
        using (writer.Block(count == 1 ? "" : $"for (int phase = {phases.First}; phase < {phases.End}; phase++)"))
        {
            var first = count == 1 ? phases.First : 0;
            writer.Line($"int columnReach = {CallContext.Offset(window.PadLeft + first, ("phase", 1, count))};");
            WriteTaps(writer, "column", "columns", "columnReach", window.KernelWidth, window.StrideWidth);
            writer.Line($"int source = rowSource + (columnReach / {window.StrideWidth} - columns + 1) * {s.Block};");
            writer.Line($"int filter = {CallContext.Offset("rowFilter", ("rows * columnsBefore", Tap(call), window.StrideWidth))};");
            writer.Line($"int pixel = {CallContext.Offset(Kernels.KernelFile.Plus("destination", first * d.Block), ("phase", d.Block, count))};");
            if (window.KernelWidth < window.StrideWidth)
                writer.Line("int tapRows = columns == 0 ? 0 : rows;");
            WriteTiles(call, phases, writer);
        }
    }

    /// <summary>How many taps there are along an axis, and how many belong to the phases before.</summary>
    private static void WriteTaps(SourceWriter writer, string axis, string taps, string reach, int kernel, int stride)
    {
        writer.Line($"int {axis}Phase = {reach} % {stride};");
        writer.Line($"int {taps} = ({kernel - 1 + stride} - {axis}Phase) / {stride};");
        var (each, longer) = (kernel / stride, kernel % stride);
        if (stride > 1)
            writer.Line($"int {taps}Before = {CallContext.Offset(
                0, ($"{axis}Phase", each, stride), ($"Math.Min({axis}Phase, {longer})", 1, longer + 1))};");
    }

    private static void WriteTiles(TransposedConv call, PhaseRun phases, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var step = window.StrideWidth * d.Block;
        new RowTiles(writer, phases.Tilings)
        {
            Variant = (tiling, pixels) => Variant(call, tiling, pixels),
            Blocks = call.BlocksPerItem,
            Offsets = _ =>
            [
                new("source", s.Block, 0), new("filter", 0, Panel(call)), new("bias", 0, d.Block), new("pixel", step, d.BlockStride),
            ],
            Arguments = tiling =>
            [
                .. Taps(call),
                .. tiling.Panels > 1
                    ? [$"filterPanel: {Panel(call)}, destinationPanel: {d.BlockStride}"] : Array.Empty<string>(),
                .. window.StrideWidth > 1 ? [$"destinationStep: {step}"] : Array.Empty<string>(),
                .. KernelCallText.Activation(call.Activation),
            ],
        }.Write();
    }

    private static string[] Taps(TransposedConv call)
    {
        var s = call.Source.Geometry;
        var rows = call.Window.KernelWidth < call.Window.StrideWidth ? "tapRows" : "rows";
        var (columns, run, lastRun, columnStep) = s.LastLanes == s.Block
            ? ("1", $"columns * {s.Block}", $"columns * {s.Block}", 0) : ("columns", $"{s.Block}", $"{s.LastLanes}", s.Block);
        return
        [
            $"blocks: {s.BlockCount}, rows: {rows}, columns: {columns}, run: {run}, lastRun: {lastRun}",
            $"blockStep: {s.BlockStride}, rowStep: {s.RowStride}, columnStep: {columnStep}",
        ];
    }

    /// <summary>Floats of one tap of all input channels, for a block of output channels.</summary>
    private static int Tap(TransposedConv call) => call.Source.Geometry.Channels * call.Destination.Geometry.Block;

    /// <summary>Floats of all filters of a block of output channels.</summary>
    private static int Panel(TransposedConv call) => Tap(call) * call.Window.KernelHeight * call.Window.KernelWidth;

    private static ConvTile Variant(TransposedConv call, RowTiling tiling, int pixels) => new(
        tiling.Bits, pixels, call.Destination.Geometry.Block, tiling.Panels, call.Source.Geometry.Block, true, false,
        KernelVariant.InRegisters(call.Activation))
    {
        IsSpread = call.Window.StrideWidth > 1,
    };
}

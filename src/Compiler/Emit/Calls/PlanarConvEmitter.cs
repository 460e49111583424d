using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a convolution on planar tensors: one row of some output channels per work item.</summary>
internal static class PlanarConvEmitter
{
    public static IEnumerable<KernelVariant> Variants(PlanarConv call) =>
        call.Tilings.SelectMany(tiling => tiling.Runs.Select(run => Variant(call, tiling, run)));

    public static void Write(PlanarConv call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, call.ItemsPerRow, d.Batch);
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
            if (call.Tilings.Count == 0)
                WriteShortRow(call, writer);
            else
                WriteTiles(call, writer);
            WriteEpilogue(call, writer);
        }
    }

    private static PlanarTile Variant(PlanarConv call, PlanarTiling tiling, PlanarRun run) => new(
        tiling.Bits, run.Vectors, call.Maps, call.Window.StrideWidth, call.Residual is not null,
        KernelVariant.IsInRegisters(call.Activation) ? call.Activation.Kind : ActivationKind.None);

    private static void WriteTiles(PlanarConv call, SourceWriter writer) =>
        WidthDispatch.Write(writer, call.Tilings.Select(tiling => tiling.Bits), bits =>
        {
            var tiling = call.Tilings.First(candidate => candidate.Bits == bits);
            foreach (var run in tiling.Runs)
                WriteRun(call, tiling, run, writer);
        });

    private static void WriteRun(PlanarConv call, PlanarTiling tiling, PlanarRun run, SourceWriter writer)
    {
        var pixels = run.Vectors * tiling.Bits / 32;
        using var loop = run.Count == 1 ? null
            : writer.Block($"for (int pixel = {run.Pixel}; pixel < {run.Pixel + (run.Count * pixels)}; pixel += {pixels})");
        string At(string offset, int step) => (run.Count, run.Pixel * step) switch
        {
            (1, var constant) => Kernels.KernelFile.Plus(offset, constant),
            _ => step == 1 ? $"{offset} + pixel" : $"{offset} + pixel * {step}",
        };

        var (s, window) = (call.Source.Geometry, call.Window);
        KernelCallText.Write(writer, Variant(call, tiling, run).ClassName,
        [
            $"arena, weights, {At("source", window.StrideWidth)}, filter, bias, {At("destination", 1)}"
                + (call.Residual is null ? "" : $", {At("residual", 1)}") + (run.Vectors == 1 ? "" : $", lastVector: {run.LastVector}"),
            $"channels: {s.Channels / call.Group}, rows: {window.KernelHeight}, columns: {window.KernelWidth}",
            $"channelStep: {s.BlockStride}, rowStep: {window.DilationHeight * s.RowStride}, columnStep: {window.DilationWidth}",
            .. call.Maps == 1 ? Array.Empty<string>() :
                [$"filterStep: {call.FilterLength}, destinationStep: {call.Destination.Geometry.BlockStride}"
                    + (call.Residual is { } residual ? $", residualStep: {residual.Geometry.BlockStride}" : "")],
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

    private static void WriteEpilogue(PlanarConv call, SourceWriter writer)
    {
        if (call.Activation.IsNone || (call.Tilings.Count > 0 && KernelVariant.IsInRegisters(call.Activation)))
            return;
        var (function, arguments) = CallContext.Activation(call.Activation);
        var g = call.Destination.Geometry;
        for (var map = 0; map < call.Maps; map++)
            writer.Line($"Activations.{function}(arena.Span.Slice({Kernels.KernelFile.Plus("destination", map * g.BlockStride)}, {g.Width}){arguments});");
    }
}

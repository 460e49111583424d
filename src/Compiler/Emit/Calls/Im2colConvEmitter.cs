using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a convolution by im2col: a block of pixels per work item.</summary>
internal static class Im2colConvEmitter
{
    public static KernelVariant Variant(Im2colConv call, RowTiling tiling, int pixels) => new ConvTile(
        tiling.Bits, pixels, call.Destination.Geometry.Block, tiling.Panels, call.PatchStride, true, false, ActivationKind.None);

    public static void Write(Im2colConv call, CallContext context, SourceWriter writer)
    {
        var (d, w) = (call.Destination.Geometry, call.Window);
        writer.Line(
            $"PatchGrid grid = new(Height: {d.Height}, Width: {d.Width}, KernelHeight: {w.KernelHeight}, KernelWidth: {w.KernelWidth}, "
            + $"StrideHeight: {w.StrideHeight}, StrideWidth: {w.StrideWidth}, DilationHeight: {w.DilationHeight}, DilationWidth: {w.DilationWidth}, "
            + $"PadTop: {w.PadTop}, PadLeft: {w.PadLeft});");
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            writer.Line($"int pixel = {(call.WorkItems == 1 ? "0" : $"item * {call.PixelBlock}")};");
            writer.Line($"int pixels = {(call.Pixels % call.PixelBlock == 0 ? CSharpText.Number(call.PixelBlock) : $"Math.Min({call.PixelBlock}, {call.Pixels} - pixel)")};");
            writer.Line($"int results = scratch + {call.ResultsStart};");
            writer.Line($"Patches.Gather(arena, {context.Arguments(call.Source)}, grid, pixel, pixels, scratch, stride: {call.PatchStride});");
            WriteProducts(call, writer);
            if (call.Residual is not null)
                writer.Line($"Patches.Add(arena, {context.Arguments(call.Residual)}, pixel, pixels, results, blockStride: {call.ResultsStride});");
            if (!call.Activation.IsNone)
            {
                var (function, arguments) = CallContext.Activation(call.Activation);
                writer.Line($"Activations.{function}(arena.Span.Slice(results, {d.BlockCount * call.ResultsStride}){arguments});");
            }

            writer.Line($"Patches.Store(arena, results, blockStride: {call.ResultsStride}, pixel, pixels, {context.Arguments(call.Destination)});");
        }
    }

    private static void WriteProducts(Im2colConv call, SourceWriter writer)
    {
        var d = call.Destination.Geometry;
        var products = d.BlockCount / call.BlocksPerProduct;
        var panel = call.PatchLength * d.Block;
        using (CallContext.LoopOver(writer, "block", products) ?? writer.Block())
        {
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", panel * call.BlocksPerProduct, products))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", d.Block * call.BlocksPerProduct, products))};");
            writer.Line($"int destination = {CallContext.Offset("results", ("block", call.ResultsStride * call.BlocksPerProduct, products))};");
            new RowTiles(writer, call.Tilings)
            {
                Variant = (tiling, pixels) => Variant(call, tiling, pixels),
                Blocks = call.BlocksPerProduct,
                Offsets = _ =>
                [
                    new("scratch", call.PatchStride, 0), new("filter", 0, panel), new("bias", 0, d.Block),
                    new("destination", d.Block, call.ResultsStride),
                ],
                Arguments = tiling =>
                [
                    .. KernelCallText.Taps(TapLoops.ForRun(call.PatchLength)),
                    .. tiling.Panels > 1 ? [$"filterPanel: {panel}, destinationPanel: {call.ResultsStride}"] : Array.Empty<string>(),
                ],
            }.Write();
        }
    }
}

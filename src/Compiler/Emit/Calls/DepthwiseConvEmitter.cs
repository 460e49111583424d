using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a depthwise convolution: one row of one channel block per work item.</summary>
internal static class DepthwiseConvEmitter
{
    public static KernelVariant Variant(DepthwiseConv call, RowTiling tiling, int pixels) => new DepthwiseTile(
        tiling.Bits, pixels, call.Destination.Geometry.Block, call.Window.StrideWidth * call.Source.Geometry.Block,
        call.Residual is not null,
        KernelVariant.IsInRegisters(call.Activation) ? call.Activation.Kind : IR.ActivationKind.None);

    public static void Write(DepthwiseConv call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, d.BlockCount, d.Batch);
            writer.Line($"int source = {CallContext.Offset(
                context.WindowOrigin(call.Source, window), ("row", window.StrideHeight * s.RowStride, d.Height),
                ("block", s.BlockStride, s.BlockCount), ("sample", s.BatchStride, s.Batch))};");
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", window.KernelHeight * window.KernelWidth * d.Block, d.BlockCount))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", d.Block, d.BlockCount))};");
            context.WriteRowOffset(writer, "destination", call.Destination, 1);
            if (call.Residual is not null)
                context.WriteRowOffset(writer, "residual", call.Residual, 1);
            WriteTiles(call, writer);
            RowEpilogue.Write(writer, context, call.Destination, call.Activation, "destination", 1);
        }
    }

    private static void WriteTiles(DepthwiseConv call, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        new RowTiles(writer, call.Tilings)
        {
            Variant = (tiling, pixels) => Variant(call, tiling, pixels),
            Offsets = _ =>
            [
                new("source", window.StrideWidth * s.Block, 0), new("filter", 0, 0), new("bias", 0, 0),
                new("destination", d.Block, 0), .. DirectConvEmitter.ResidualOffset(call.Residual),
            ],
            Arguments = _ =>
            [
                $"rows: {window.KernelHeight}, columns: {window.KernelWidth}, "
                + $"rowStep: {window.DilationHeight * s.RowStride}, columnStep: {window.DilationWidth * s.Block}",
            ],
        }.Write();
    }
}

using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a dense layer: 16 outputs per work item.</summary>
internal static class DenseEmitter
{
    public static IEnumerable<KernelVariant> Variants(DenseCall call) => VectorWidths.All.Select(bits => Variant(call, bits));

    public static void Write(DenseCall call, CallContext context, SourceWriter writer)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        var panel = s.Channels * s.Height * s.Width * DenseBlock.Block;
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, 1, d.BlockCount, d.Batch);
            writer.Line($"int source = {CallContext.Offset(context.Origin(call.Source), ("sample", s.BatchStride, s.Batch))};");
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", panel, d.BlockCount))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", DenseBlock.Block, d.BlockCount))};");
            context.WriteRowOffset(writer, "destination", call.Destination, 1);
            if (call.Residual is not null)
                context.WriteRowOffset(writer, "residual", call.Residual, 1);
            WriteCall(call, writer);
            RowEpilogue.Write(writer, context, call.Destination, call.Activation, "destination", 1);
        }
    }

    private static void WriteCall(DenseCall call, SourceWriter writer)
    {
        var residual = call.Residual is null ? "" : ", residual";
        var taps = KernelCallText.Taps(TapLoops.ForImage(call.Source.Geometry));
        WidthDispatch.Write(writer, VectorWidths.All, bits => KernelCallText.Write(
            writer, Variant(call, bits).ClassName, [$"arena, weights, source, filter, bias, destination{residual}", .. taps]));
    }

    private static DenseBlock Variant(DenseCall call, int bits) => new(
        bits, call.Residual is not null,
        KernelVariant.IsInRegisters(call.Activation) ? call.Activation.Kind : IR.ActivationKind.None);
}

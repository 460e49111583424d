using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a dense layer on weights as they are stored: 16 outputs per work item.</summary>
internal static class GemvEmitter
{
    public static IEnumerable<KernelVariant> Variants(GemvCall call) => VectorWidths.All.Select(bits => Variant(call, bits));

    public static void Write(GemvCall call, CallContext context, SourceWriter writer)
    {
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, 1, call.WorkItems, 1);
            writer.Line($"int row = {Offset(0, DenseRows.Block)};");
            writer.Line($"int bias = {Offset(call.Bias.Offset, DenseRows.Block)};");
            writer.Line($"int destination = {Offset(context.Origin(call.Destination), call.Destination.Geometry.BlockStride)};");
            if (call.Residual is { } residual)
                writer.Line($"int residual = {Offset(context.Origin(residual), residual.Geometry.BlockStride)};");
            WidthDispatch.Write(writer, VectorWidths.All, bits => KernelCallText.Write(
                writer, Variant(call, bits).ClassName,
                [
                    $"arena, weights, matrix{call.Rows.Index}, source: {context.Origin(call.Source)}, row, bias, destination{(call.Residual is null ? "" : ", residual")}",
                    $"rows: {call.Rows.Rows}, inputs: {call.Rows.Columns}",
                    .. KernelCallText.Activation(call.Activation),
                ]));
            RowEpilogue.Write(writer, context, call.Destination, call.Activation, "destination", 1);
        }

        string Offset(int start, int stride) => CallContext.Offset(start, ("block", stride, call.WorkItems));
    }

    private static DenseRows Variant(GemvCall call, int bits) => new(
        bits, call.Residual is not null, KernelVariant.InRegisters(call.Activation));
}

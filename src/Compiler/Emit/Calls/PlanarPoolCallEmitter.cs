using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a pool of 2×2 on a planar image: one channel per work item.</summary>
internal static class PlanarPoolCallEmitter
{
    // Written out, the 14 pixels of LeNet-5 take two thirds of the time that they take in a loop.
    private const int MaximumWrittenVectors = 4;

    public static IEnumerable<KernelVariant> Variants(Pool call) => Widths(call).Select(bits => Variant(call, bits));

    public static void Write(Pool call, CallContext context, SourceWriter writer)
    {
        var (s, d) = (call.Source.Geometry, call.Destination.Geometry);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, 1, d.Channels, d.Batch);
            writer.Line($"int source = {CallContext.Offset(context.Origin(call.Source), ("block", s.BlockStride, d.Channels), ("sample", s.BatchStride, d.Batch))};");
            writer.Line($"int destination = {CallContext.Offset(context.Origin(call.Destination), ("block", d.BlockStride, d.Channels), ("sample", d.BatchStride, d.Batch))};");
            WidthDispatch.Write(writer, Widths(call), bits => KernelCallText.Write(
                writer, Variant(call, bits).ClassName,
                [$"arena, source, destination, rows: {d.Height}, pixels: {d.Width}, rowStep: {s.RowStride}, destinationStep: {d.RowStride}"]));
        }
    }

    private static PlanarPool Variant(Pool call, int bits)
    {
        var vectors = (call.Destination.Geometry.Width + (bits / 32) - 1) / (bits / 32);
        return new(bits, vectors <= MaximumWrittenVectors ? vectors : 0, call.IsMaximum);
    }

    /// <summary>The vectors that a row fills.</summary>
    private static IEnumerable<int> Widths(Pool call) => VectorWidths.All.Where(bits => bits / 32 <= call.Destination.Geometry.Width);
}

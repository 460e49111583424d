using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a grouped convolution on planar tensors: sums of one row are kept in memory, tap by tap.</summary>
internal static class PlanarConvEmitter
{
    public static void Write(PlanarConv call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var (inputs, outputs) = (s.Channels / call.Group, d.Channels / call.Group);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, d.Channels, d.Batch);
            var group = outputs == 1 ? "block" : $"block / {outputs}";
            writer.Line($"int source = {CallContext.Offset(
                context.WindowOrigin(call.Source, window), ("row", window.StrideHeight * s.RowStride, d.Height),
                (group, inputs * s.BlockStride, call.Group), ("sample", s.BatchStride, s.Batch))};");
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", inputs * window.KernelHeight * window.KernelWidth, d.Channels))};");
            context.WriteRowOffset(writer, "destination", call.Destination, 1);
            if (call.Residual is not null)
                context.WriteRowOffset(writer, "residual", call.Residual, 1);
            writer.Line($"Span<float> sums = arena.Span.Slice(destination, {d.Width});");
            WriteStart(call, writer);
            WriteTaps(call, writer, inputs);
            WriteActivation(call.Activation, writer);
        }
    }

    private static void WriteStart(PlanarConv call, SourceWriter writer)
    {
        var bias = $"weights.Span[{CallContext.Offset(call.Bias.Offset, ("block", 1, call.Destination.Geometry.Channels))}]";
        writer.Line(call.Residual is null
            ? $"sums.Fill({bias});"
            : $"PlanarRow.AddConstant(arena.Span.Slice(residual, {call.Destination.Geometry.Width}), {bias}, sums);");
    }

    private static void WriteTaps(PlanarConv call, SourceWriter writer, int inputs)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var length = ((d.Width - 1) * window.StrideWidth) + 1;
        using (writer.Block($"for (int channel = 0; channel < {inputs}; channel++)"))
        using (writer.Block($"for (int y = 0; y < {window.KernelHeight}; y++)"))
        using (writer.Block($"for (int x = 0; x < {window.KernelWidth}; x++)"))
        {
            writer.Line($"int inputs = source + channel * {s.BlockStride} + y * {window.DilationHeight * s.RowStride} + x * {window.DilationWidth};");
            writer.Line($"PlanarRow.MultiplyAdd(arena.Span.Slice(inputs, {length}), {window.StrideWidth}, weights.Span[filter], sums);");
            writer.Line("filter++;");
        }
    }

    private static void WriteActivation(ActivationFunction activation, SourceWriter writer)
    {
        if (activation.IsNone)
            return;
        var (function, arguments) = CallContext.Activation(activation);
        writer.Line($"Activations.{function}(sums{arguments});");
    }
}

using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>Steps whose loops are fixed code of Runtime: copies, elementwise operators, normalisations, softmax, global pools.</summary>
internal static class TensorCallEmitter
{
    public static void Write(KernelCall call, CallContext context, SourceWriter writer)
    {
        switch (call)
        {
            case ClearBorder clear:
                var g = clear.Destination.Geometry;
                writer.Line($"TensorCopy.ClearBorder(arena, {context.Arguments(clear.Destination)}, {g.Top}, {g.Left}, {g.Bottom}, {g.Right});");
                break;
            case CopyTensor copy:
                writer.Line($"TensorCopy.Copy(arena, {context.Rows(copy, copy.Source)}, {context.Rows(copy, copy.Destination)}, {copy.DestinationChannel});");
                break;
            case GatherPhases gather:
                var w = gather.Window;
                writer.Line($"PhaseCopy.Gather(arena, {context.Arguments(gather.Source)}, {context.Arguments(gather.Destination)}, "
                    + $"new PhaseGrid({w.StrideHeight}, {w.StrideWidth}, {w.PadTop}, {w.PadLeft}), first, end);");
                break;
            case StackSample stack:
                var batch = stack.Destination.Geometry;
                var start = CallContext.Offset(context.Origin(stack.Destination), ("sample", batch.BatchStride, batch.Batch));
                writer.Line($"TensorCopy.Copy(arena, {context.Arguments(stack.Source)}, {start}, {CallContext.Layout(batch with { Batch = 1 })}, 0);");
                break;
            case ReshapeTensor reshape:
                writer.Line($"TensorCopy.Reshape(arena, {context.Arguments(reshape.Source)}, {context.Arguments(reshape.Destination)});");
                break;
            case Binary binary:
                writer.Line($"TensorElementwise.{binary.Operator}(arena, {context.Rows(binary, binary.Left)}, {context.Rows(binary, binary.Right)}, {context.Rows(binary, binary.Destination)});");
                WriteActivation(binary, binary.Activation, context, writer);
                break;
            case ScaleShift scale:
                writer.Line($"TensorElementwise.ScaleShift(arena, {context.Rows(scale, scale.Source)}, weights, {scale.Scale.Offset}, {scale.Shift.Offset}, {context.Rows(scale, scale.Destination)});");
                WriteActivation(scale, scale.Activation, context, writer);
                break;
            case LocalResponse lrn:
                writer.Line($"TensorNormalization.LocalResponse(arena, {context.Arguments(lrn.Source)}, {context.Arguments(lrn.Destination)}, "
                    + $"scratch, {lrn.Scratch.Geometry.Length}, {lrn.Size}, "
                    + $"{CSharpText.Float(lrn.Alpha)}, {CSharpText.Float(lrn.Beta)}, {CSharpText.Float(lrn.Bias)}, first, end);");
                break;
            case ApplyActivation apply:
                if (context.Origin(apply.Source) != context.Origin(apply.Destination))
                    writer.Line($"TensorCopy.Copy(arena, {context.Rows(apply, apply.Source)}, {context.Rows(apply, apply.Destination)}, 0);");
                WriteActivation(apply, apply.Activation, context, writer);
                break;
            case ApplySoftmax softmax:
                var function = softmax.Axis switch
                {
                    2 => "TensorSoftmax.OverHeight",
                    3 => "TensorSoftmax.OverWidth",
                    _ => "Activations.Softmax",
                };
                writer.Line($"{function}(arena, {context.Rows(softmax, softmax.Source)}, {context.Rows(softmax, softmax.Destination)});");
                break;
            case GlobalPool pool:
                writer.Line($"TensorPooling.{(pool.IsMaximum ? "GlobalMaximum" : "GlobalAverage")}(arena, {context.Arguments(pool.Source)}, {context.Arguments(pool.Destination)});");
                break;
            default:
                throw new InvalidOperationException($"No emitter for {call}.");
        }
    }

    private static void WriteActivation(
        RowwiseCall call, ActivationFunction activation, CallContext context, SourceWriter writer)
    {
        if (activation.IsNone)
            return;
        var (function, arguments) = CallContext.Activation(activation);
        writer.Line($"TensorActivations.{function}(arena, {context.Rows(call, call.Destination)}{arguments});");
    }
}

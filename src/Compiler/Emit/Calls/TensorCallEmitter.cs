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
                writer.Line($"TensorCopy.Copy(arena, {context.Arguments(copy.Source)}, {context.Arguments(copy.Destination)}, {copy.DestinationChannel});");
                break;
            case ReshapeTensor reshape:
                writer.Line($"TensorCopy.Reshape(arena, {context.Arguments(reshape.Source)}, {context.Arguments(reshape.Destination)});");
                break;
            case Binary binary:
                writer.Line($"TensorElementwise.{binary.Operator}(arena, {context.Arguments(binary.Left)}, {context.Arguments(binary.Right)}, {context.Arguments(binary.Destination)});");
                WriteActivation(binary.Destination, binary.Activation, context, writer);
                break;
            case ScaleShift scale:
                writer.Line($"TensorElementwise.ScaleShift(arena, {context.Arguments(scale.Source)}, weights, {scale.Scale.Offset}, {scale.Shift.Offset}, {context.Arguments(scale.Destination)});");
                WriteActivation(scale.Destination, scale.Activation, context, writer);
                break;
            case LocalResponse lrn:
                writer.Line($"TensorNormalization.LocalResponse(arena, {context.Arguments(lrn.Source)}, {context.Arguments(lrn.Destination)}, "
                    + $"{context.Start(lrn.Scratch)}, {lrn.Scratch.Geometry.Length}, {lrn.Size}, "
                    + $"{CSharpText.Float(lrn.Alpha)}, {CSharpText.Float(lrn.Beta)}, {CSharpText.Float(lrn.Bias)}, first, end);");
                break;
            case ApplyActivation apply:
                if (context.Origin(apply.Source) != context.Origin(apply.Destination))
                    writer.Line($"TensorCopy.Copy(arena, {context.Arguments(apply.Source)}, {context.Arguments(apply.Destination)}, 0);");
                WriteActivation(apply.Destination, apply.Activation, context, writer);
                break;
            case ApplySoftmax softmax:
                var function = softmax.Axis switch
                {
                    2 => "TensorSoftmax.OverHeight",
                    3 => "TensorSoftmax.OverWidth",
                    _ => "Activations.Softmax",
                };
                writer.Line($"{function}(arena, {context.Arguments(softmax.Source)}, {context.Arguments(softmax.Destination)});");
                break;
            case GlobalPool pool:
                writer.Line($"TensorPooling.{(pool.IsMaximum ? "GlobalMaximum" : "GlobalAverage")}(arena, {context.Arguments(pool.Source)}, {context.Arguments(pool.Destination)});");
                break;
            default:
                throw new InvalidOperationException($"No emitter for {call}.");
        }
    }

    private static void WriteActivation(
        TensorView view, ActivationFunction activation, CallContext context, SourceWriter writer)
    {
        if (activation.IsNone)
            return;
        var (function, arguments) = CallContext.Activation(activation);
        writer.Line($"TensorActivations.{function}(arena, {context.Arguments(view)}{arguments});");
    }
}

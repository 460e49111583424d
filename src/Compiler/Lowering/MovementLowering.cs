using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Operators that only move elements; most of them need no call at all.</summary>
internal static class MovementLowering
{
    public static void Lower(Node node, PlanDraft draft)
    {
        switch (node.Op)
        {
            case Reshape when draft.Storages.IsAlias(node):
                break;
            case Reshape:
                draft.Calls.Add(new ReshapeTensor(node.Name, draft.Operand(node, 0), draft.ViewOf(node.Output)));
                break;
            case Pad pad:
                LowerPad(node, pad, draft);
                break;
            case StackSamples:
                draft.Calls.Add(new StackSample(node.Inputs[0]!.Producer!.Name, draft.Operand(node, 0), draft.ViewOf(node.Output)));
                break;
            case Concat { Axis: 1 }:
                LowerConcat(node, draft);
                break;
            case Concat concat:
                LowerSpatialConcat(node, ImageShape.Axis(node.Output.Shape, concat.Axis), draft);
                break;
            default:
                draft.Calls.Add(new CopyTensor(node.Name, draft.Operand(node, 0), draft.ViewOf(node.Output), 0));
                break;
        }
    }

    // The padding is the border of a view that is as large as the source.
    private static void LowerPad(Node node, Pad pad, PlanDraft draft)
    {
        var source = draft.Operand(node, 0);
        var inner = Inner(draft.ViewOf(node.Output), pad.Pads[2], pad.Pads[3], source.Geometry.Height, source.Geometry.Width);
        draft.Calls.Add(new ClearBorder(node.Name, inner));
        draft.Calls.Add(new CopyTensor(node.Name, source, inner, 0));
    }

    private static void LowerConcat(Node node, PlanDraft draft)
    {
        var destination = draft.ViewOf(node.Output);
        var channel = 0;
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            var operand = node.Inputs[i]!;
            if (!draft.Storages.IsSliceOf(operand, node.Output))
                draft.Calls.Add(new CopyTensor(node.Name, draft.Operand(node, i), destination, channel));
            channel += operand.Shape[1];
        }
    }

    private static void LowerSpatialConcat(Node node, int axis, PlanDraft draft)
    {
        var destination = draft.ViewOf(node.Output);
        var offset = 0;
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            var source = draft.Operand(node, i);
            var (height, width) = (source.Geometry.Height, source.Geometry.Width);
            var part = axis == 2 ? Inner(destination, offset, 0, height, width) : Inner(destination, 0, offset, height, width);
            draft.Calls.Add(new CopyTensor(node.Name, source, part, 0));
            offset += axis == 2 ? height : width;
        }
    }

    /// <summary>A window of the image as a view: what lies outside is its border.</summary>
    private static TensorView Inner(TensorView view, int top, int left, int height, int width)
    {
        var g = view.Geometry;
        return view with
        {
            Geometry = g with
            {
                Height = height,
                Width = width,
                Top = g.Top + top,
                Left = g.Left + left,
                Bottom = g.Bottom + g.Height - top - height,
                Right = g.Right + g.Width - left - width,
            },
        };
    }
}

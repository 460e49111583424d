using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Operators that are given by their elements: they become loop nests.</summary>
internal static class NestLowering
{
    public static void Lower(Node node, Compute compute, PlanDraft draft)
    {
        var destination = draft.ViewOf(node.Output);
        var operands = Enumerable.Range(0, node.Inputs.Count).Select(input => OperandOf(node, input, draft)).ToEquatableArray();
        var strides = StridesOf(compute.Result.Shape, destination.Geometry);
        var (body, extents) = (NestLoops.MergeTerms(Specialize(node, compute), operands), compute.Result.Shape.Dimensions);
        (body, extents, strides) = NestLoops.Split(body, extents, strides);
        (body, extents) = NestLoops.Merge(body, operands, extents, strides);
        var nest = new LoopNest(
            node.Name, compute.Operator, operands, destination, extents, strides, body,
            NestVectors.AxisOf(body, operands, extents, strides), NestVectors.TermOf(body, operands));
        draft.Calls.Add(MatrixProducts.Find(nest, draft) is { } product ? product : nest);
    }

    /// <summary>The distance of neighbours along every axis of a tensor.</summary>
    public static EquatableArray<int> StridesOf(TensorShape shape, Geometry g)
    {
        var channel = g.Block == ChannelBlock.Planar ? g.BlockStride : 1;
        return shape.Rank switch
        {
            0 => [],
            1 => [channel],
            2 => [g.BatchStride, channel],
            3 => [g.BatchStride, channel, g.Block],
            4 => [g.BatchStride, channel, g.RowStride, g.Block],
            _ => [g.BatchStride, channel, .. RowMajor([.. shape.Dimensions.Skip(2)])],
        };
    }

    private static NestOperand OperandOf(Node node, int input, PlanDraft draft)
    {
        var value = node.Inputs[input]!;
        if (!value.IsConstant)
        {
            var view = draft.Operand(node, input);
            return new NestOperand.InArena(view, StridesOf(value.Shape, view.Geometry));
        }

        var strides = RowMajor(value.Shape.Dimensions);
        return value.Type.Element == ElementType.Float32
            ? new NestOperand.InWeights(draft.PackVector(value.Name, value.Constant!), strides)
            : new NestOperand.Table(value.Known!.Integers.ToEquatableArray(), value.Type.Element, strides);
    }

    private static EquatableArray<int> RowMajor(EquatableArray<int> shape)
    {
        var strides = new int[shape.Count];
        for (var (axis, stride) = (shape.Count - 1, 1); axis >= 0; stride *= shape[axis--])
            strides[axis] = stride;
        return strides.ToEquatableArray();
    }

    /// <summary>The body with what is known put in: indices of loops that run once, and constants of one element.</summary>
    private static Expression Specialize(Node node, Compute compute) => Formula.Rewrite(compute.Body, part => part switch
    {
        LoopIndex index when compute.Result.Shape[index.Axis] == 1 => 0,
        Load load when node.Inputs[load.Operand]!.Known is { Count: 1 } known => known.Type.Element == ElementType.Float32
            ? Formula.Number(known.Floats[0]) : Formula.Integer(known.Integers[0], known.Type.Element),
        _ => null,
    });
}

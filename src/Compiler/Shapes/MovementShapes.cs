using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>Operators that only move elements.</summary>
internal static class MovementShapes
{
    public static InferredType Infer(Reshape reshape, Operands operands)
    {
        operands.RequireCountOfAny(1, 1);
        operands.Require(reshape.Shape.Rank <= TensorShape.MaximumRank, $"to {reshape.Shape} has too many axes");
        operands.Require(
            reshape.Shape.ElementCount == operands[0].ElementCount, $"to {reshape.Shape} keeps the number of elements");
        return new TensorType(operands.ElementOf(0), reshape.Shape);
    }

    public static InferredType Infer(Pad pad, Operands operands)
    {
        operands.RequireCount(1, 1);
        var x = operands[0];
        operands.Require(pad.Pads.Count == 2 * x.Rank && pad.Pads.All(size => size >= 0), "has two pads per axis");
        return InferredType.Float(
            [.. x.Dimensions.Select((dimension, axis) => (long)dimension + pad.Pads[axis] + pad.Pads[axis + x.Rank])]);
    }

    public static InferredType Infer(StackSamples stack, Operands operands)
    {
        operands.RequireCount(1, 1);
        var x = operands[0];
        operands.Require(x.Rank > 1 && x[0] == 1, "stacks single samples");
        return InferredType.Float([stack.Samples, .. x.Dimensions.Skip(1).Select(dimension => (long)dimension)]);
    }

    public static InferredType Infer(Concat concat, Operands operands)
    {
        operands.RequireCount(1, int.MaxValue);
        var first = operands[0];
        operands.Require(concat.Axis >= 0 && concat.Axis < first.Rank, $"along axis {concat.Axis} needs that axis");
        var dimensions = first.Dimensions.Select(dimension => (long)dimension).ToArray();
        for (var i = 1; i < operands.Count; i++)
        {
            operands.Require(operands.Optional(i) is not null, $"needs operand {i}");
            if (!DifferOnlyAlong(concat.Axis, first, operands[i]))
                return ShapesDiffer(concat.Axis, i, operands);
            dimensions[concat.Axis] += operands[i][concat.Axis];
        }
        return InferredType.Float(dimensions);
    }

    private static bool DifferOnlyAlong(int axis, TensorShape a, TensorShape b) =>
        a.Rank == b.Rank && Enumerable.Range(0, a.Rank).All(i => i == axis || a[i] == b[i]);

    private static ShapeError ShapesDiffer(int axis, int operand, Operands operands) => new(
        DiagnosticCatalog.ConcatShapesDiffer, null,
        [new OperandReference(0), operands[0], new OperandReference(operand), operands[operand], axis]);
}

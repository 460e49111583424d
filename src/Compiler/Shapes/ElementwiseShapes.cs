using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>Operators that keep their operand's shape, and the joins, whose operands broadcast as in NumPy.</summary>
internal static class ElementwiseShapes
{
    public static InferredType InferUnary(Operands operands)
    {
        operands.RequireCount(1, 1);
        return Same(operands[0]);
    }

    public static InferredType InferSoftmax(Softmax softmax, Operands operands)
    {
        operands.RequireCount(1, 1);
        operands.Require(softmax.Axis >= 0 && softmax.Axis < operands[0].Rank, $"over axis {softmax.Axis} needs that axis");
        return Same(operands[0]);
    }

    public static InferredType InferNormalization(Operands operands)
    {
        operands.RequireCount(5, 5);
        var x = operands[0];
        operands.Require(x.Rank >= 2, "takes channels");
        for (var i = 1; i < 5; i++)
            operands.Require(operands[i] == TensorShape.Of(x[1]), $"needs {x[1]} numbers as operand {i}");
        return Same(x);
    }

    public static InferredType InferLocalResponse(Operands operands)
    {
        operands.RequireCount(1, 1);
        operands.Require(operands[0].Rank >= 2, "takes channels");
        return Same(operands[0]);
    }

    public static InferredType InferJoin(Operands operands)
    {
        operands.RequireCount(2, 2);
        if (Broadcast(operands[0], operands[1]) is { } dimensions)
            return InferredType.Float(dimensions);
        return new ShapeError(
            DiagnosticCatalog.ShapesDoNotJoin, null,
            [new OperandReference(0), operands[0], new OperandReference(1), operands[1]]);
    }

    /// <summary>The shape of a NumPy broadcast, aligned at the last axis; null if the shapes do not join.</summary>
    private static long[]? Broadcast(TensorShape a, TensorShape b)
    {
        var result = new long[Math.Max(a.Rank, b.Rank)];
        for (var fromEnd = 1; fromEnd <= result.Length; fromEnd++)
        {
            var left = fromEnd <= a.Rank ? a[a.Rank - fromEnd] : 1;
            var right = fromEnd <= b.Rank ? b[b.Rank - fromEnd] : 1;
            if (left != right && left != 1 && right != 1)
                return null;
            result[result.Length - fromEnd] = left == 1 ? right : left;
        }
        return result;
    }

    private static InferredType Same(TensorShape shape) => new TensorType(ElementType.Float32, shape);
}

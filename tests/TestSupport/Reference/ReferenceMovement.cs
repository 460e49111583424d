using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Testing.Reference;

/// <summary>Operators that only move elements.</summary>
internal static class ReferenceMovement
{
    public static double[] Pad(Pad pad, Tensor x, TensorShape result) => Tensor.Generate(result, index =>
    {
        var source = index.Select((position, axis) => position - pad.Pads[axis]).ToArray();
        var isInside = source.Select((position, axis) => position >= 0 && position < x.Shape[axis]).All(inside => inside);
        return isInside ? x[source] : 0;
    });

    public static double[] Concat(Concat concat, Tensor?[] operands, TensorShape result) => Tensor.Generate(result, index =>
    {
        var source = (int[])index.Clone();
        foreach (var operand in operands)
        {
            if (source[concat.Axis] < operand!.Shape[concat.Axis])
                return operand[source];
            source[concat.Axis] -= operand.Shape[concat.Axis];
        }
        throw new InvalidOperationException("The result of a Concat is longer than its operands.");
    });
}

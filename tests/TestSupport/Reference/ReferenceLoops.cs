using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Testing.Reference;

/// <summary>
/// Operators that are given by their elements. They have no other definition than their expression, so the compiler's evaluator runs
/// it; that it is the right one is tested against recorded data and plain sums.
/// </summary>
internal static class ReferenceLoops
{
    public static double[] Run(Node node, Compute compute, Tensor?[] operands)
    {
        var data = node.Inputs.Select((input, i) => DataOf(input!.Type, operands[i]!.Data)).ToList();
        var result = ExpressionEvaluator.Evaluate(compute.Result, compute.Body, data);
        return compute.Result.Element == ElementType.Float32
            ? [.. result.Floats.Select(value => (double)value)] : [.. result.Integers.Select(value => (double)value)];
    }

    private static TensorData DataOf(TensorType type, double[] values) => type.Element == ElementType.Float32
        ? TensorData.Of(type.Shape, [.. values.Select(value => (float)value)])
        : TensorData.Of(type, [.. values.Select(value => (long)value)]);
}

using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using Binary = ModelCompiler.Compiler.Expressions.Binary;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>How the place that a load reads depends on the index of a loop.</summary>
internal static class NestOffsets
{
    /// <summary>How far a load moves from one iteration of a loop to the next; null if that varies.</summary>
    /// <param name="strides">Those of the operand.</param>
    /// <param name="index">The loop's index.</param>
    public static int? StepOf(Load load, EquatableArray<int> strides, Expression index)
    {
        int? step = 0;
        for (var i = 0; i < strides.Count; i++)
            step += Slope(load.Indices[i], index) * strides[i];
        return step;
    }

    private static int? Slope(Expression part, Expression index) => part switch
    {
        LoopIndex or ReductionIndex => part == index ? 1 : 0,
        Binary { Function: BinaryFunction.Add } sum => Slope(sum.Left, index) + Slope(sum.Right, index),
        Binary { Function: BinaryFunction.Subtract } difference => Slope(difference.Left, index) - Slope(difference.Right, index),
        Binary { Function: BinaryFunction.Multiply, Right: IntegerLiteral factor } product => Slope(product.Left, index) * (int)factor.Value,
        _ => Formula.Parts(part).Contains(index) ? null : 0,
    };
}

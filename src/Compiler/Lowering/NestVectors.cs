using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Expressions.Binary;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Which loop of a nest can compute a vector of elements at once: the innermost one, if the elements lie side by side in the result
/// and in every operand, or are the same all along, and the body is made of functions of floats that vectors have.
/// </summary>
internal static class NestVectors
{
    /// <summary>The axis; −1 where elements are computed one by one.</summary>
    public static int AxisOf(
        Expression body, EquatableArray<NestOperand> operands, EquatableArray<int> extents, EquatableArray<int> strides)
    {
        var axis = extents.Count - 1;
        while (axis >= 0 && extents[axis] == 1)
            axis--;
        return axis >= 0 && extents[axis] >= LoopNest.VectorLength && strides[axis] == 1
            && Formula.Parts(body).Any(part => part is Unary or Binary or Select) && IsVector(body, operands, axis) ? axis : -1;
    }

    private static bool IsVector(Expression part, EquatableArray<NestOperand> operands, int axis) => part switch
    {
        FloatLiteral => true,
        Load { Type: ElementType.Float32 } load => StepOf(load, operands[load.Operand].Strides, axis) is 0 or 1,
        Unary unary => LoopNest.HasVectors(unary.Function) && IsVector(unary.Operand, operands, axis),
        Binary { Type: ElementType.Float32 } binary => LoopNest.HasVectors(binary.Function)
            && IsVector(binary.Left, operands, axis) && IsVector(binary.Right, operands, axis),
        Select { Type: ElementType.Float32, Condition: Binary { Function: >= BinaryFunction.Equal, Left.Type: ElementType.Float32 } test } select =>
            new[] { test.Left, test.Right, select.Then, select.Else }.All(child => IsVector(child, operands, axis)),
        _ => false,
    };

    /// <summary>How far a load moves from one element along the axis to the next; null if that varies.</summary>
    private static int? StepOf(Load load, EquatableArray<int> strides, int axis)
    {
        int? step = 0;
        for (var i = 0; i < strides.Count; i++)
            step += Slope(load.Indices[i], axis) * strides[i];
        return step;
    }

    private static int? Slope(Expression index, int axis) => index switch
    {
        LoopIndex loop => loop.Axis == axis ? 1 : 0,
        Binary { Function: BinaryFunction.Add } sum => Slope(sum.Left, axis) + Slope(sum.Right, axis),
        Binary { Function: BinaryFunction.Subtract } difference => Slope(difference.Left, axis) - Slope(difference.Right, axis),
        Binary { Function: BinaryFunction.Multiply, Right: IntegerLiteral factor } product => Slope(product.Left, axis) * (int)factor.Value,
        _ => Formula.Parts(index).Contains(Formula.Index(axis)) ? null : 0,
    };
}

using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Expressions;

/// <summary>
/// Simplifies index arithmetic, conditions and powers. Other floats are left as they are: x + 0 and x·0 are not x and 0 for all floats.
/// </summary>
internal static class Simplification
{
    /// <summary>A simpler expression of the same value; null if there is none.</summary>
    public static Expression? Of(BinaryFunction function, Expression left, Expression right) => left.Type switch
    {
        _ when left is IntegerLiteral a && right is IntegerLiteral b => OfLiterals(function, a, b),
        ElementType.Bool => OfConditions(function, left, right),
        ElementType.Int32 => OfIndices(function, left, right),
        ElementType.Float32 when function == BinaryFunction.Power && right is FloatLiteral exponent => OfPower(left, exponent.Value),
        _ => null,
    };

    /// <summary>The powers that networks are made of, without a call for each element.</summary>
    private static Expression? OfPower(Expression x, float exponent) => exponent switch
    {
        2 => x * x,
        3 => x * x * x,
        // (−0)^½ is 0 and (−∞)^½ is ∞, other than with roots.
        0.5f => Formula.Select(
            Formula.Equal(x, Formula.Number(float.NegativeInfinity)), Formula.Number(float.PositiveInfinity),
            Formula.Unary(UnaryFunction.SquareRoot, x + Formula.Number(0))),
        _ => null,
    };

    private static Expression? OfConditions(BinaryFunction function, Expression left, Expression right) =>
        (function, left, right) switch
        {
            (BinaryFunction.And, IntegerLiteral { Value: not 0 }, _) => right,
            (BinaryFunction.And, _, IntegerLiteral { Value: not 0 }) => left,
            (BinaryFunction.And, IntegerLiteral { Value: 0 }, _) => left,
            (BinaryFunction.And, _, IntegerLiteral { Value: 0 }) => right,
            _ => null,
        };

    private static Expression? OfIndices(BinaryFunction function, Expression left, Expression right) =>
        (function, left, right) switch
        {
            (BinaryFunction.Add, IntegerLiteral { Value: 0 }, _) => right,
            (BinaryFunction.Add or BinaryFunction.Subtract, _, IntegerLiteral { Value: 0 }) => left,
            (BinaryFunction.Add, IntegerLiteral, _) => right + left,
            (BinaryFunction.Subtract, _, IntegerLiteral { Value: var b }) when b != int.MinValue => left + (int)-b,
            (BinaryFunction.Add, Binary { Function: BinaryFunction.Add, Right: IntegerLiteral a } sum, IntegerLiteral b)
                when Fits(a.Value + b.Value) => sum.Left + (int)(a.Value + b.Value),
            (BinaryFunction.Multiply, IntegerLiteral { Value: 0 }, _) => left,
            (BinaryFunction.Multiply, _, IntegerLiteral { Value: 0 }) => right,
            (BinaryFunction.Multiply, IntegerLiteral { Value: 1 }, _) => right,
            (BinaryFunction.Multiply or BinaryFunction.Divide or BinaryFunction.FloorDivide, _, IntegerLiteral { Value: 1 }) => left,
            (BinaryFunction.Modulo or BinaryFunction.Remainder, _, IntegerLiteral { Value: 1 }) => 0,
            (BinaryFunction.Multiply, IntegerLiteral, not IntegerLiteral) => right * left,
            (BinaryFunction.GreaterOrEqual, LoopIndex or ReductionIndex, IntegerLiteral { Value: <= 0 }) => Formula.True,
            _ => null,
        };

    // A division by 0 happens when the model runs, if it happens at all.
    private static IntegerLiteral? OfLiterals(BinaryFunction function, IntegerLiteral a, IntegerLiteral b)
    {
        if (b.Value == 0 && function is (BinaryFunction.Divide or BinaryFunction.Remainder or BinaryFunction.Modulo or BinaryFunction.FloorDivide))
            return null;
        var type = function >= BinaryFunction.Equal ? ElementType.Bool : a.Type;
        return new(ScalarMath.Wrap(ScalarMath.Apply(function, a.Value, b.Value), type), type);
    }

    private static bool Fits(long value) => value is >= int.MinValue and <= int.MaxValue;
}

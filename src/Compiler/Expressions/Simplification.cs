using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Expressions;

/// <summary>Simplifies index arithmetic and conditions. Floats are left as they are: x + 0 and x·0 are not x and 0 for all floats.</summary>
internal static class Simplification
{
    /// <summary>A simpler expression of the same value; null if there is none.</summary>
    public static Expression? Of(BinaryFunction function, Expression left, Expression right) => left.Type switch
    {
        ElementType.Bool => OfConditions(function, left, right),
        ElementType.Int32 => OfIndices(function, left, right),
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
            (_, IntegerLiteral a, IntegerLiteral b) => OfLiterals(function, a.Value, b.Value),
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

    private static Expression? OfLiterals(BinaryFunction function, long a, long b) => function switch
    {
        BinaryFunction.Add when Fits(a + b) => (int)(a + b),
        BinaryFunction.Subtract when Fits(a - b) => (int)(a - b),
        BinaryFunction.Multiply when Fits(a * b) => (int)(a * b),
        BinaryFunction.FloorDivide when b > 0 => (int)((a - (((a % b) + b) % b)) / b),
        BinaryFunction.Modulo when b > 0 => (int)(((a % b) + b) % b),
        BinaryFunction.Minimum => (int)Math.Min(a, b),
        BinaryFunction.Maximum => (int)Math.Max(a, b),
        BinaryFunction.Equal => Truth(a == b),
        BinaryFunction.Less => Truth(a < b),
        BinaryFunction.GreaterOrEqual => Truth(a >= b),
        _ => null,
    };

    private static IntegerLiteral Truth(bool value) => new(value ? 1 : 0, ElementType.Bool);

    private static bool Fits(long value) => value is >= int.MinValue and <= int.MaxValue;
}

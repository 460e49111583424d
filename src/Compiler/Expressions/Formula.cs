using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Expressions;

/// <summary>
/// Makes expressions, simplified where that is exact: index arithmetic over literals is done at once, and additions of 0 and
/// multiplications by 1 fall away, so that generated code reads as if a person had written it.
/// </summary>
internal static class Formula
{
    public static Expression Index(int axis) => new LoopIndex(axis);

    /// <summary>The indices of the result, one for each of its axes.</summary>
    public static Expression[] Indices(int rank) => [.. Enumerable.Range(0, rank).Select(Index)];

    public static Expression Term(int loop) => new ReductionIndex(loop);

    public static Expression Number(float value) => new FloatLiteral(value);

    public static Expression Integer(long value, ElementType type) =>
        type == ElementType.Float32 ? new FloatLiteral(value) : new IntegerLiteral(value, type);

    public static Expression True { get; } = new IntegerLiteral(1, ElementType.Bool);

    public static Expression Load(int operand, ElementType type, IEnumerable<Expression> indices) =>
        new Load(operand, type, indices.ToEquatableArray());

    public static Expression Unary(UnaryFunction function, Expression operand) => operand is IntegerLiteral literal
        ? Integer(ScalarMath.Wrap(ScalarMath.Apply(function, literal.Value), literal.Type), literal.Type)
        : new Unary(
            function, operand,
            function is UnaryFunction.IsNaN or UnaryFunction.IsPositiveInfinity or UnaryFunction.IsNegativeInfinity
                ? ElementType.Bool : operand.Type);

    /// <exception cref="InvalidOperationException">The operands are of different types.</exception>
    public static Expression Binary(BinaryFunction function, Expression left, Expression right)
    {
        if (left.Type != right.Type)
            throw new InvalidOperationException($"{function} of {left.Type} and {right.Type}.");
        return Simplification.Of(function, left, right)
            ?? new Binary(function, left, right, function >= BinaryFunction.Equal ? ElementType.Bool : left.Type);
    }

    public static Expression And(Expression left, Expression right) => Binary(BinaryFunction.And, left, right);

    public static Expression Less(Expression left, Expression right) => Binary(BinaryFunction.Less, left, right);

    public static Expression AtLeast(Expression left, Expression right) => Binary(BinaryFunction.GreaterOrEqual, left, right);

    public static Expression Equal(Expression left, Expression right) => Binary(BinaryFunction.Equal, left, right);

    public static Expression Minimum(Expression left, Expression right) => Binary(BinaryFunction.Minimum, left, right);

    public static Expression Maximum(Expression left, Expression right) => Binary(BinaryFunction.Maximum, left, right);

    /// <summary>⌊left / right⌋.</summary>
    public static Expression FloorDivide(Expression left, Expression right) => Binary(BinaryFunction.FloorDivide, left, right);

    /// <summary>The remainder with the sign of the divisor.</summary>
    public static Expression Modulo(Expression left, Expression right) => Binary(BinaryFunction.Modulo, left, right);

    /// <summary>Whether 0 ≤ index &lt; extent.</summary>
    public static Expression IsWithin(Expression index, int extent) => And(AtLeast(index, 0), Less(index, extent));

    public static Expression Select(Expression condition, Expression then, Expression otherwise) => condition switch
    {
        IntegerLiteral { Value: 0 } => otherwise,
        IntegerLiteral => then,
        _ => new Select(condition, then, otherwise),
    };

    public static Expression Convert(Expression operand, ElementType type) => operand switch
    {
        _ when operand.Type == type => operand,
        IntegerLiteral literal when type == ElementType.Float32 => Number(literal.Value),
        IntegerLiteral literal => Integer(ScalarMath.Wrap(literal.Value, type), type),
        _ => new Conversion(operand, type),
    };

    /// <summary>An index that comes from data, as an Int32 that is within the extent.</summary>
    public static Expression Wrap(Expression index, int extent) => new Wrapped(index, extent);

    public static Expression Reduce(Combiner combiner, IEnumerable<int> extents, Expression value) => new Reduction(
        combiner, extents.ToEquatableArray(), value, combiner >= Combiner.FirstMaximum ? ElementType.Int64 : value.Type);

    /// <summary>Replaces the indices of the result, the elements of operands, or anything else in an expression.</summary>
    /// <param name="replace">The replacement; null to keep an expression and look into it.</param>
    public static Expression Rewrite(Expression expression, Func<Expression, Expression?> replace)
    {
        if (replace(expression) is { } replacement)
            return replacement;
        Expression Inner(Expression child) => Rewrite(child, replace);
        return expression switch
        {
            Load load => Load(load.Operand, load.Type, load.Indices.Select(Inner)),
            Unary unary => Unary(unary.Function, Inner(unary.Operand)),
            Binary binary => Binary(binary.Function, Inner(binary.Left), Inner(binary.Right)),
            Select select => Select(Inner(select.Condition), Inner(select.Then), Inner(select.Else)),
            Conversion conversion => Convert(Inner(conversion.Operand), conversion.Type),
            Wrapped wrapped => Wrap(Inner(wrapped.Index), wrapped.Extent),
            Reduction reduction => new Reduction(reduction.Combiner, reduction.Extents, Inner(reduction.Value), reduction.Type),
            _ => expression,
        };
    }

    /// <summary>An expression and all those in it.</summary>
    public static IEnumerable<Expression> Parts(Expression expression) =>
        expression.Children.SelectMany(Parts).Prepend(expression);
}

using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Expressions;

/// <summary>
/// What one element of a tensor is, as a tree over loop indices and elements of operands: the body of a loop nest. Indices are
/// Int32; arithmetic is that of the type, in which integers wrap around. Trees are equal by value. <see cref="Formula"/> makes them.
/// </summary>
/// <param name="Type">The type of the value.</param>
internal abstract record Expression(ElementType Type)
{
    /// <summary>The expressions that this one is made of.</summary>
    internal virtual IEnumerable<Expression> Children => [];

    public static implicit operator Expression(int value) => new IntegerLiteral(value, ElementType.Int32);

    public static Expression operator +(Expression left, Expression right) => Formula.Binary(BinaryFunction.Add, left, right);

    public static Expression operator -(Expression left, Expression right) => Formula.Binary(BinaryFunction.Subtract, left, right);

    public static Expression operator *(Expression left, Expression right) => Formula.Binary(BinaryFunction.Multiply, left, right);

    public static Expression operator /(Expression left, Expression right) => Formula.Binary(BinaryFunction.Divide, left, right);

    public static Expression operator %(Expression left, Expression right) => Formula.Binary(BinaryFunction.Remainder, left, right);

    public static Expression operator -(Expression operand) => Formula.Unary(UnaryFunction.Negate, operand);
}

/// <summary>The index of the element along an axis of the result.</summary>
internal sealed record LoopIndex(int Axis) : Expression(ElementType.Int32);

/// <summary>The index of the term in the reduction around: its loop number <paramref name="Loop"/>, the outermost being 0.</summary>
internal sealed record ReductionIndex(int Loop) : Expression(ElementType.Int32);

/// <summary>A float.</summary>
internal sealed record FloatLiteral(float Value) : Expression(ElementType.Float32)
{
    // Records compare floats by Equals, which takes 0 and −0 for the same: they are not behind a division.
    public bool Equals(FloatLiteral? other) => other is not null && BitsOf(Value) == BitsOf(other.Value);

    public override int GetHashCode() => BitsOf(Value);

    public override string ToString() => FormattableString.Invariant($"FloatLiteral({Value:R})");

    private static int BitsOf(float value) => BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
}

/// <summary>An integer, or a truth value as 0 or 1.</summary>
internal sealed record IntegerLiteral(long Value, ElementType Type) : Expression(Type)
{
    public override string ToString() => FormattableString.Invariant($"IntegerLiteral({Value}, {Type})");
}

/// <summary>An element of an operand.</summary>
/// <param name="Operand">Which operand of the node.</param>
/// <param name="Indices">One Int32 for each axis of the operand. They must lie within its shape wherever this is evaluated.</param>
internal sealed record Load(int Operand, ElementType Type, EquatableArray<Expression> Indices) : Expression(Type)
{
    internal override IEnumerable<Expression> Children => Indices;
}

/// <summary>f(x).</summary>
internal sealed record Unary(UnaryFunction Function, Expression Operand, ElementType Type) : Expression(Type)
{
    internal override IEnumerable<Expression> Children => [Operand];
}

/// <summary>f(x, y) of two values of the same type.</summary>
internal sealed record Binary(BinaryFunction Function, Expression Left, Expression Right, ElementType Type) : Expression(Type)
{
    internal override IEnumerable<Expression> Children => [Left, Right];
}

/// <summary>One of two values; the other is not evaluated, so that a condition can guard an index.</summary>
internal sealed record Select(Expression Condition, Expression Then, Expression Else) : Expression(Then.Type)
{
    internal override IEnumerable<Expression> Children => [Condition, Then, Else];
}

/// <summary>
/// The value in another type (ONNX Cast): floats are truncated towards zero, integers keep their low bits, anything but 0 is true.
/// </summary>
internal sealed record Conversion(Expression Operand, ElementType Type) : Expression(Type)
{
    internal override IEnumerable<Expression> Children => [Operand];
}

/// <summary>
/// An index that was computed at run time: negative ones count from the end, and one that is outside throws
/// IndexOutOfRangeException.
/// </summary>
internal sealed record Wrapped(Expression Index, int Extent) : Expression(ElementType.Int32)
{
    internal override IEnumerable<Expression> Children => [Index];
}

/// <summary>
/// All values that an expression takes while the reduction's loops run, combined. Sums and products of floats are accumulated in
/// double. Reductions do not stand inside each other.
/// </summary>
/// <param name="Extents">How often each loop runs, outermost first; none for no terms.</param>
internal sealed record Reduction(Combiner Combiner, EquatableArray<int> Extents, Expression Value, ElementType Type)
    : Expression(Type)
{
    internal override IEnumerable<Expression> Children => [Value];
}

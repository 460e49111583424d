namespace ModelCompiler.CompilerServices;

/// <summary>
/// The few vector operations that the mathematics here needs, so that one body serves 128, 256 and 512 bits.
/// </summary>
/// <remarks>
/// The BCL's own <c>ISimdVector</c> is internal. An implementation is a struct of one vector field, whose members are
/// all inlined; the generic code then compiles to the same instructions as code written for one width. Where a method has so many of
/// them that the JIT's budget for inlining ends, they are called, and AggressiveOptimization keeps them from starting unoptimised.
/// </remarks>
internal interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The number of floats in one vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf Create(float value);

    /// <summary>As many bytes as there are lanes, as floats.</summary>
    static abstract TSelf Widen(ReadOnlySpan<byte> values);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary><c>left * right + addend</c>, rounded once or twice, whichever the machine does fast.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The nearest integers, of two the even one.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The smaller lanes; NaN where <paramref name="right"/> is NaN, for zeros of both signs either operand.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The larger lanes; NaN where <paramref name="right"/> is NaN, for zeros of both signs either operand.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>
    /// The lanes of <paramref name="negative"/> where <paramref name="test"/> is below zero, else of the other.
    /// </summary>
    /// <remarks>Comparison and choice are one operation, for which the JIT keeps the mask in a mask register.</remarks>
    static abstract TSelf SelectNegative(TSelf test, TSelf negative, TSelf other);

    /// <summary>
    /// The lanes of <paramref name="less"/> where <paramref name="left"/> is below <paramref name="right"/>, else of the other,
    /// also where one is NaN.
    /// </summary>
    static abstract TSelf SelectLess(TSelf left, TSelf right, TSelf less, TSelf other);

    /// <summary>The lanes of <paramref name="test"/> where they are NaN, else of the other.</summary>
    static abstract TSelf SelectNaN(TSelf test, TSelf other);

    /// <summary>Subtracts the bit patterns of the lanes as integers.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>Adds the bit patterns of the lanes as integers.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    static abstract TSelf ShiftBitsLeft(TSelf value, int count);

    static abstract TSelf ShiftBitsRight(TSelf value, int count);

    /// <summary>The sum of all lanes.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The largest lane; unspecified where a lane is NaN.</summary>
    static abstract float Maximum(TSelf value);

    /// <summary>Of three vectors one behind the other: every third lane from the first on, from the second, from the third.</summary>
    static abstract (TSelf First, TSelf Second, TSelf Third) EveryThird(TSelf low, TSelf middle, TSelf high);
}

namespace ModelCompiler.Compiler.Expressions;

/// <summary>Functions of one value. Those of floats are the correctly rounded or faithful ones of .NET's MathF.</summary>
internal enum UnaryFunction
{
    Negate,
    Absolute,

    /// <summary>−1, 0 or 1; NaN stays NaN.</summary>
    Sign,
    Not,
    BitwiseNot,
    Floor,
    Ceiling,

    /// <summary>To the nearest integer, halves to the even one.</summary>
    Round,
    SquareRoot,
    Exponential,
    Logarithm,
    Sine,
    Cosine,
    Tangent,
    ArcSine,
    ArcCosine,
    ArcTangent,
    HyperbolicSine,
    HyperbolicCosine,
    HyperbolicTangent,
    HyperbolicArcSine,
    HyperbolicArcCosine,
    HyperbolicArcTangent,

    /// <summary>1/(1 + exp(−x)) without overflow.</summary>
    Sigmoid,

    /// <summary>log(1 + exp(x)) without overflow.</summary>
    Softplus,

    /// <summary>The error function, 2/√π·∫₀ˣ exp(−t²) dt.</summary>
    Error,
    IsNaN,
    IsPositiveInfinity,
    IsNegativeInfinity,
}

/// <summary>Functions of two values of one type.</summary>
internal enum BinaryFunction
{
    Add,
    Subtract,
    Multiply,

    /// <summary>Integers are divided as in C#: towards zero; a divisor of 0 throws.</summary>
    Divide,

    /// <summary>As % of C#: the sign of the dividend.</summary>
    Remainder,

    /// <summary>The remainder with the sign of the divisor, as in Python.</summary>
    Modulo,

    /// <summary>The quotient rounded down, of integers.</summary>
    FloorDivide,
    Power,

    /// <summary>NaN if either is.</summary>
    Minimum,

    /// <summary>NaN if either is.</summary>
    Maximum,
    And,
    Or,
    ExclusiveOr,
    ShiftLeft,
    ShiftRight,

    // From here on the result is Bool.
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>How a reduction combines its terms.</summary>
internal enum Combiner
{
    /// <summary>0 of no terms.</summary>
    Sum,

    /// <summary>1 of no terms.</summary>
    Product,

    /// <summary>The type's least value (−∞) of no terms; NaN if any term is.</summary>
    Maximum,

    /// <summary>The type's greatest value (∞) of no terms; NaN if any term is.</summary>
    Minimum,

    /// <summary>The index (Int64) of the greatest term, the first of several; of a reduction with one loop.</summary>
    FirstMaximum,

    /// <summary>The index (Int64) of the greatest term, the last of several.</summary>
    LastMaximum,

    /// <summary>The index (Int64) of the least term, the first of several.</summary>
    FirstMinimum,

    /// <summary>The index (Int64) of the least term, the last of several.</summary>
    LastMinimum,
}

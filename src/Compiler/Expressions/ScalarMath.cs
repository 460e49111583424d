using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Expressions;

/// <summary>The functions of expressions on numbers.</summary>
internal static class ScalarMath
{
    public static double Apply(UnaryFunction function, double x) => function switch
    {
        UnaryFunction.Negate => -x,
        UnaryFunction.Absolute => Math.Abs(x),
        UnaryFunction.Sign => double.IsNaN(x) ? x : Math.Sign(x),
        UnaryFunction.Floor => Math.Floor(x),
        UnaryFunction.Ceiling => Math.Ceiling(x),
        UnaryFunction.Round => Math.Round(x, MidpointRounding.ToEven),
        UnaryFunction.SquareRoot => Math.Sqrt(x),
        UnaryFunction.Exponential => Math.Exp(x),
        UnaryFunction.Logarithm => Math.Log(x),
        UnaryFunction.Sine => Math.Sin(x),
        UnaryFunction.Cosine => Math.Cos(x),
        UnaryFunction.Tangent => Math.Tan(x),
        UnaryFunction.ArcSine => Math.Asin(x),
        UnaryFunction.ArcCosine => Math.Acos(x),
        UnaryFunction.ArcTangent => Math.Atan(x),
        UnaryFunction.HyperbolicSine => Math.Sinh(x),
        UnaryFunction.HyperbolicCosine => Math.Cosh(x),
        UnaryFunction.HyperbolicTangent => Math.Tanh(x),
        UnaryFunction.HyperbolicArcSine => Math.Sign(x) * Math.Log(Math.Abs(x) + Math.Sqrt((x * x) + 1)),
        UnaryFunction.HyperbolicArcCosine => Math.Log(x + Math.Sqrt((x * x) - 1)),
        UnaryFunction.HyperbolicArcTangent => 0.5 * Math.Log((1 + x) / (1 - x)),
        UnaryFunction.Sigmoid => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        UnaryFunction.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        UnaryFunction.Error => ErrorFunction.Of(x),
        _ => throw new InvalidOperationException($"{function} is no function of floats."),
    };

    public static bool Test(UnaryFunction function, double x) => function switch
    {
        UnaryFunction.IsNaN => double.IsNaN(x),
        UnaryFunction.IsPositiveInfinity => double.IsPositiveInfinity(x),
        UnaryFunction.IsNegativeInfinity => double.IsNegativeInfinity(x),
        _ => throw new InvalidOperationException($"{function} is no test."),
    };

    public static long Apply(UnaryFunction function, long x) => unchecked(function switch
    {
        UnaryFunction.Negate => -x,
        UnaryFunction.Absolute => x < 0 ? -x : x,
        UnaryFunction.Sign => Math.Sign(x),
        UnaryFunction.Not => x == 0 ? 1 : 0,
        UnaryFunction.BitwiseNot => ~x,
        _ => throw new InvalidOperationException($"{function} is no function of integers."),
    });

    public static double Apply(BinaryFunction function, double x, double y) => function switch
    {
        BinaryFunction.Add => x + y,
        BinaryFunction.Subtract => x - y,
        BinaryFunction.Multiply => x * y,
        BinaryFunction.Divide => x / y,
        BinaryFunction.Remainder => x % y,
        BinaryFunction.Modulo => x - (y * Math.Floor(x / y)),
        BinaryFunction.Power => Math.Pow(x, y),
        BinaryFunction.Minimum => Math.Min(x, y),
        BinaryFunction.Maximum => Math.Max(x, y),
        _ => throw new InvalidOperationException($"{function} gives no float."),
    };

    public static bool Compare(BinaryFunction function, double x, double y) => function switch
    {
        BinaryFunction.Equal => x == y,
        BinaryFunction.NotEqual => x != y,
        BinaryFunction.Less => x < y,
        BinaryFunction.LessOrEqual => x <= y,
        BinaryFunction.Greater => x > y,
        BinaryFunction.GreaterOrEqual => x >= y,
        _ => throw new InvalidOperationException($"{function} is no comparison."),
    };

    public static long Apply(BinaryFunction function, long x, long y) => unchecked(function switch
    {
        BinaryFunction.Add => x + y,
        BinaryFunction.Subtract => x - y,
        BinaryFunction.Multiply => x * y,
        BinaryFunction.Divide => y == -1 ? -x : x / y,
        BinaryFunction.Remainder => y == -1 ? 0 : x % y,
        BinaryFunction.Modulo => y == -1 ? 0 : ((x % y) + y) % y,
        BinaryFunction.FloorDivide => y == -1 ? -x : (x / y) - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0),
        BinaryFunction.Power => Power(x, y),
        BinaryFunction.Minimum => Math.Min(x, y),
        BinaryFunction.Maximum => Math.Max(x, y),
        BinaryFunction.And => x & y,
        BinaryFunction.Or => x | y,
        BinaryFunction.ExclusiveOr => x ^ y,
        BinaryFunction.ShiftLeft => x << (int)y,
        BinaryFunction.ShiftRight => x >> (int)y,
        BinaryFunction.Equal => x == y ? 1 : 0,
        BinaryFunction.NotEqual => x != y ? 1 : 0,
        BinaryFunction.Less => x < y ? 1 : 0,
        BinaryFunction.LessOrEqual => x <= y ? 1 : 0,
        BinaryFunction.Greater => x > y ? 1 : 0,
        _ => x >= y ? 1 : 0,
    });

    /// <summary>Towards zero; what the type cannot hold becomes its nearest value, NaN becomes 0.</summary>
    public static long Truncate(double value, ElementType type)
    {
        if (type == ElementType.Bool)
            return value != 0 ? 1 : 0;
        if (double.IsNaN(value))
            return 0;
        var (low, high) = Range(type);
        return value <= low ? low : value >= high ? high : (long)value;
    }

    /// <summary>The low bits, as a number of the type.</summary>
    public static long Wrap(long value, ElementType type) => unchecked(type switch
    {
        ElementType.Bool => value != 0 ? 1 : 0,
        ElementType.Int8 => (sbyte)value,
        ElementType.UInt8 => (byte)value,
        ElementType.Int32 => (int)value,
        _ => value,
    });

    /// <summary>What a reduction starts with, and the function of two that it applies.</summary>
    public static (double Start, BinaryFunction Function) Identity(Combiner combiner, ElementType type) => combiner switch
    {
        Combiner.Sum => (0, BinaryFunction.Add),
        Combiner.Product => (1, BinaryFunction.Multiply),
        Combiner.Maximum => (double.NegativeInfinity, BinaryFunction.Maximum),
        Combiner.Minimum => (double.PositiveInfinity, BinaryFunction.Minimum),
        _ => throw new InvalidOperationException($"{combiner} searches {type}, it does not combine."),
    };

    public static long IntegerIdentity(Combiner combiner, ElementType type) => combiner switch
    {
        Combiner.Maximum => Range(type).Low,
        Combiner.Minimum => Range(type).High,
        Combiner.Product => 1,
        _ => 0,
    };

    public static (long Low, long High) Range(ElementType type) => type switch
    {
        ElementType.Bool => (0, 1),
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
        ElementType.Int32 => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    // By squaring; a negative exponent gives the integer part of the reciprocal.
    private static long Power(long x, long exponent)
    {
        if (exponent < 0)
            return x == 1 ? 1 : x == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
        var result = 1L;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result = unchecked(result * x);
            x = unchecked(x * x);
        }

        return result;
    }
}

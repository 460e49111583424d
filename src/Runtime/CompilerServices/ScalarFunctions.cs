using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Functions of single numbers that generated loops call and .NET does not have as ONNX defines them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ScalarFunctions
{
    /// <summary>An index that counts from the end if it is negative.</summary>
    /// <param name="index">From −<paramref name="extent"/> to <paramref name="extent"/> − 1.</param>
    /// <param name="extent">The number of elements.</param>
    /// <exception cref="IndexOutOfRangeException">The index is outside.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WrapIndex(long index, int extent)
    {
        var wrapped = index < 0 ? index + extent : index;
        if ((ulong)wrapped >= (ulong)extent)
            ThrowOutside(index, extent);
        return (int)wrapped;
    }

    /// <summary>|x|; that of the least integer is itself, as two's complement has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Abs(long x) => x < 0 ? -x : x;

    /// <inheritdoc cref="Abs(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Abs(int x) => x < 0 ? -x : x;

    /// <summary>−1, 0 or 1; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sign(float x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>e^x, as <see cref="VectorMath"/> computes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Exp(float x) => VectorMath.Exp(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>The hyperbolic tangent, as <see cref="VectorMath"/> computes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Tanh(float x) => VectorMath.Tanh(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>The logistic function 1/(1 + exp(−x)), as <see cref="VectorMath"/> computes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sigmoid(float x) => VectorMath.Sigmoid(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>The natural logarithm, as <see cref="VectorMath"/> computes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Log(float x) => VectorMath.Log(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>log(1 + exp(x)), as <see cref="VectorMath"/> computes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Softplus(float x) => VectorMath.Softplus(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>The error function, as <see cref="VectorMath"/> computes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Erf(float x) => VectorMath.Erf(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>x − y·⌊x/y⌋: the remainder with the sign of y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Modulo(float x, float y) => x - (y * MathF.Floor(x / y));

    /// <summary>The remainder of x/y with the sign of y.</summary>
    /// <exception cref="DivideByZeroException">y is 0.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Modulo(int x, int y) => y == -1 ? 0 : ((x % y) + y) % y;

    /// <inheritdoc cref="Modulo(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Modulo(long x, long y) => y == -1 ? 0 : ((x % y) + y) % y;

    /// <summary>⌊x/y⌋.</summary>
    /// <exception cref="DivideByZeroException">y is 0.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FloorDivide(int x, int y) => (int)FloorDivide((long)x, y);

    /// <inheritdoc cref="FloorDivide(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long FloorDivide(long x, long y) =>
        y == -1 ? -x : (x / y) - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0);

    /// <summary>x to the power of y in wrapping arithmetic; the integer part of the reciprocal for negative y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Power(int x, int y) => (int)Power((long)x, y);

    /// <inheritdoc cref="Power(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Power(long x, long y)
    {
        if (y < 0)
            return x == 1 ? 1 : x == -1 ? (y % 2 == 0 ? 1 : -1) : 0;
        var result = 1L;
        for (; y > 0; y >>= 1)
        {
            if ((y & 1) != 0)
                result *= x;
            x *= x;
        }

        return result;
    }

    /// <summary>The float truncated towards zero; the nearest number that there is where it is beyond, 0 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long ToInt64(float x) => Saturate<long>(x);

    /// <inheritdoc cref="ToInt64"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ToInt32(float x) => Saturate<int>(x);

    /// <inheritdoc cref="ToInt64"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static sbyte ToInt8(float x) => Saturate<sbyte>(x);

    /// <inheritdoc cref="ToInt64"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static byte ToUInt8(float x) => Saturate<byte>(x);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Saturate<T>(float x)
        where T : IBinaryInteger<T> => float.IsNaN(x) ? T.Zero : T.CreateSaturating(x);

    private static void ThrowOutside(long index, int extent) =>
        throw new IndexOutOfRangeException($"The index {index} is outside of an axis of {extent} elements.");
}

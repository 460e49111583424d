using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Functions of floats, written once for every vector width.</summary>
/// <remarks>
/// The exponential and what is built on it: x is reduced to x = n·ln 2 + r with |r| ≤ ln 2 / 2 (Cody and Waite: ln 2 in two parts, the first of so few bits that
/// n times it is exact), and e^r − 1 is r + r²/2 + r³·g(r), where g is the polynomial of degree 3 with the least
/// maximum relative error of the whole (1.4e-8 on |r| ≤ 0.3467, found by reweighted least squares). Multiplications and
/// additions may be fused or not; the stated error bounds hold for both.
/// </remarks>
internal static partial class LaneMath
{
    private const float Log2E = 1.44269502f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194442e-4f;

    // Adding 1.5·2^23 rounds a float below 2^22 to an integer, and leaves that integer in the low bits.
    private const float RoundingMagic = 12582912f;
    private const int MagicBits = 0x4B400000;
    private const int ExponentBias = 127;
    internal const int MantissaBits = 23;

    // e^-104 is below half of the smallest float, e^89 above the largest one.
    private const float ExpLow = -104f;
    private const float ExpHigh = 89f;

    // e^-20 − 1 rounds to −1.
    private const float Expm1Limit = 20f;

    /// <summary>e^x; the whole range, infinities and subnormal results included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Exp<T>(T x) where T : struct, ILanes<T>
    {
        var reduced = Reduce(T.Min(T.Create(ExpHigh), T.Max(T.Create(ExpLow), x)), RoundingMagic + 2 * ExponentBias, out var shifted);
        // 2^n as the product of two powers, since it leaves the range of a float before e^x does.
        var half = T.ShiftBitsRight(shifted, 1);
        var first = T.ShiftBitsLeft(half, MantissaBits);
        var second = T.ShiftBitsLeft(T.SubtractBits(shifted, half), MantissaBits);
        return T.MultiplyAdd(ReducedExpm1(reduced), first, first) * second;
    }

    /// <inheritdoc cref="HyperbolicTangent{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Tanh<T>(T x) where T : struct, ILanes<T> => new HyperbolicTangent<T>(HyperbolicTangent<T>.Constants).Apply(x);

    /// <inheritdoc cref="Logistic{T}.Sigmoid"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Sigmoid<T>(T x) where T : struct, ILanes<T> => new Logistic<T>(Logistic<T>.Constants).Sigmoid(x);

    /// <inheritdoc cref="Logistic{T}.Silu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Silu<T>(T x) where T : struct, ILanes<T> => new Logistic<T>(Logistic<T>.Constants).Silu(x);

    /// <summary>x where x ≥ 0, else alpha·(e^x − 1) without the cancellation of that difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Elu<T>(T x, T alpha) where T : struct, ILanes<T>
    {
        var negative = alpha * Expm1(T.Min(T.Max(x, T.Create(-Expm1Limit)), T.Create(0f)));
        return T.SelectNegative(x, negative, x);
    }

    /// <summary>−1, 0 or 1; the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Sign<T>(T x) where T : struct, ILanes<T>
    {
        var one = T.Create(1f);
        return T.SelectNegative(x, T.Create(-1f), T.SelectLess(T.Create(0f), x, one, x));
    }

    /// <summary>e^x − 1 for |x| ≤ <see cref="Expm1Limit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Expm1<T>(T x) where T : struct, ILanes<T>
    {
        var reduced = Reduce(x, RoundingMagic + ExponentBias, out var shifted);
        var power = T.ShiftBitsLeft(shifted, MantissaBits);
        return T.MultiplyAdd(ReducedExpm1(reduced), power, power - T.Create(1f));
    }

    /// <summary>
    /// x − n·ln 2 for the integer n nearest to x / ln 2, which is left in the low bits of <paramref name="shifted"/>, with what
    /// <paramref name="magic"/> is above <see cref="RoundingMagic"/>: biases of exponents, so that a shift makes 2^n of it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Reduce<T>(T x, float magic, out T shifted) where T : struct, ILanes<T>
    {
        shifted = T.MultiplyAdd(x, T.Create(Log2E), T.Create(magic));
        var integral = shifted - T.Create(magic);
        var reduced = T.MultiplyAdd(integral, T.Create(-Ln2High), x);
        return T.MultiplyAdd(integral, T.Create(-Ln2Low), reduced);
    }

    /// <summary>e^r − 1 for |r| ≤ 0.3467. Terms in pairs (Estrin 1960) depend less on one another than one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T ReducedExpm1<T>(T r) where T : struct, ILanes<T>
    {
        var square = r * r;
        var high = T.MultiplyAdd(T.Create(8.36605858e-3f), r, T.Create(4.16668542e-2f));
        high = T.MultiplyAdd(T.Create(1.38982316e-3f), square, high);
        var low = T.MultiplyAdd(T.Create(0.166665480f), r, T.Create(0.5f));
        return T.MultiplyAdd(T.MultiplyAdd(high, square, low), square, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Absolute<T>(T x) where T : struct, ILanes<T> => x & Bits<T>(int.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T SignBit<T>(T x) where T : struct, ILanes<T> => x & T.Create(-0f);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Bits<T>(int bits) where T : struct, ILanes<T> => T.Create(BitConverter.Int32BitsToSingle(bits));
}

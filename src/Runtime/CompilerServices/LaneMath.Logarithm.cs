using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

internal static partial class LaneMath
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const int TwoThirdsBits = 0x3F2AAAAB;

    /// <summary>The natural logarithm; the whole range, subnormal numbers included.</summary>
    /// <remarks>x = 2^n·(1 + f) with −1/3 ≤ f &lt; 1/3, and log x = n·ln 2 + log(1 + f).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Log<T>(T x) where T : struct, ILanes<T>
    {
        // A subnormal number has no leading one in its place until it is multiplied by 2^23.
        var margin = x - T.Create(SmallestNormal);
        var normal = T.SelectNegative(margin, x * T.Create(1 << MantissaBits), x);
        var scale = T.SelectNegative(margin, T.Create(RoundingMagic + MantissaBits), T.Create(RoundingMagic));
        var exponent = T.ShiftBitsRight(T.SubtractBits(normal, Bits<T>(TwoThirdsBits)), MantissaBits);
        var mantissa = T.SubtractBits(normal, T.ShiftBitsLeft(exponent, MantissaBits));
        var power = T.AddBits(exponent, Bits<T>(MagicBits)) - scale;
        var result = LogOfProduct(power, mantissa - T.Create(1f));
        var limit = T.SelectNegative(x, T.Create(float.NaN), T.Create(float.NegativeInfinity));
        return T.SelectLess(
            x, T.Create(float.Epsilon), limit, T.SelectLess(x, T.Create(float.PositiveInfinity), result, x));
    }

    /// <summary>log(1 + e^x) as max(x, 0) + log(1 + e^−|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Softplus<T>(T x) where T : struct, ILanes<T>
    {
        // 1 + u is 1 + f with f = u, or 2·(1 + f) with f = (u − 1)/2.
        var decayed = Exp(x | T.Create(-0f));
        var third = T.Create(1f / 3f);
        var fraction = T.SelectLess(decayed, third, decayed, (decayed - T.Create(1f)) * T.Create(0.5f));
        var power = T.SelectLess(decayed, third, T.Create(0f), T.Create(1f));
        return T.SelectNaN(x, T.Max(x, T.Create(0f)) + LogOfProduct(power, fraction));
    }

    /// <summary>log(2^n·(1 + f)) = n·ln 2 + log(1 + f) for |f| ≤ 1/3.</summary>
    /// <remarks>
    /// log(1 + f) is f − f²/2 + f³·g(f), where g is the polynomial of degree 7 with the least maximum relative error of the whole
    /// (4.6e-9, found by reweighted least squares). ln 2 is in two parts, so that n times the first is exact.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T LogOfProduct<T>(T power, T fraction) where T : struct, ILanes<T>
    {
        var polynomial = T.MultiplyAdd(T.Create(-0.128784135f), fraction, T.Create(0.139866933f));
        polynomial = T.MultiplyAdd(polynomial, fraction, T.Create(-0.121874124f));
        polynomial = T.MultiplyAdd(polynomial, fraction, T.Create(0.140053421f));
        polynomial = T.MultiplyAdd(polynomial, fraction, T.Create(-0.166802496f));
        polynomial = T.MultiplyAdd(polynomial, fraction, T.Create(0.200104445f));
        polynomial = T.MultiplyAdd(polynomial, fraction, T.Create(-0.249998033f));
        polynomial = T.MultiplyAdd(polynomial, fraction, T.Create(0.333332151f));
        var square = fraction * fraction;
        var rest = T.MultiplyAdd(power, T.Create(Ln2Low), polynomial * fraction * square);
        rest = T.MultiplyAdd(square, T.Create(-0.5f), rest);
        return T.MultiplyAdd(power, T.Create(Ln2High), fraction + rest);
    }
}

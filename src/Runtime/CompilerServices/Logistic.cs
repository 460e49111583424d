using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>The logistic function 1 / (1 + e^−x) and what is built on it, with the constants in vectors.</summary>
/// <remarks>
/// <para>x = r − n·ln 2 with |r| ≤ ln 2 / 2 (Cody and Waite: ln 2 in two parts, the first of so few bits that n times it is exact), so
/// e^−x = 2^n·e^−r. With t = tanh(r/2), e^−r is (1 − t) / (1 + t); t is a quotient s/c of an odd and an even polynomial, which leaves
/// one division for all: 1 / (1 + e^−x) = (c + s) / ((c + s) + 2^n·(c − s)).</para>
/// <para>s and c are those of the Padé approximant r/2·(1 + r²/60) / (1 + r²/10), with the coefficients that make the largest relative
/// error least (7.2e-10 of t, found by reweighted least squares).</para>
/// </remarks>
internal readonly struct Logistic<T> where T : struct, ILanes<T>
{
    // −89 / ln 2 rounds to −128, where 2^128 is infinite and the result 0. e^−20.5 is below a quarter of a unit in the last place of 1;
    // there r is negative, so that c + s is below 1 and does not overflow when multiplied by the largest float.
    public static ReadOnlySpan<float> Constants =>
        [-89f, 20.5f, -1.44269502f, 12582912f + 127f, 0.693359375f, -2.12194442e-4f, 8.32338445e-3f, 0.5f, 9.99800414e-2f, 1f];

    private readonly T _lowest;
    private readonly T _highest;
    private readonly T _minusLog2E;
    private readonly T _magic;
    private readonly T _ln2High;
    private readonly T _ln2Low;
    private readonly T _odd3;
    private readonly T _odd1;
    private readonly T _even2;
    private readonly T _even0;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public Logistic(ReadOnlySpan<float> constants)
    {
        var values = constants[..10];
        _lowest = T.Create(values[0]);
        _highest = T.Create(values[1]);
        _minusLog2E = T.Create(values[2]);
        _magic = T.Create(values[3]);
        _ln2High = T.Create(values[4]);
        _ln2Low = T.Create(values[5]);
        _odd3 = T.Create(values[6]);
        _odd1 = T.Create(values[7]);
        _even2 = T.Create(values[8]);
        _even0 = T.Create(values[9]);
    }

    /// <summary>1 / (1 + e^−x); 0 below −88.376.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public T Sigmoid(T x)
    {
        var (sum, denominator) = Quotient(T.Max(_lowest, x));
        return sum / denominator;
    }

    /// <summary>x / (1 + e^−x); −0 below −88.376.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public T Silu(T x)
    {
        var bounded = T.Max(_lowest, x);
        var (sum, denominator) = Quotient(bounded);
        return bounded * sum / denominator;
    }

    /// <summary>Two numbers whose quotient is 1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private (T Sum, T Denominator) Quotient(T x)
    {
        var bounded = T.Min(_highest, x);
        // n lies in the low bits, and with the bias of an exponent added.
        var shifted = T.MultiplyAdd(bounded, _minusLog2E, _magic);
        var power = T.ShiftBitsLeft(shifted, LaneMath.MantissaBits);
        var integral = shifted - _magic;
        var reduced = T.MultiplyAdd(integral, _ln2Low, T.MultiplyAdd(integral, _ln2High, bounded));
        var square = reduced * reduced;
        var odd = reduced * T.MultiplyAdd(square, _odd3, _odd1);
        var even = T.MultiplyAdd(square, _even2, _even0);
        var sum = even + odd;
        return (sum, T.MultiplyAdd(power, even - odd, sum));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>x · s^−β for one β.</summary>
internal interface IResponsePower
{
    T Divide<T>(T x, T s) where T : struct, ILanes<T>;
}

/// <summary>x · s^−¾ without a square root or a division, each of which takes as long as all of this.</summary>
/// <remarks>
/// <para>Bits of a float taken as an integer are close to its logarithm, so that a difference of bits and one shift give y ≈ s^−¼, for
/// which |e| ≤ 0.1235 in e = s·y⁴ − 1. Then s^−¾ = y³·(1 + e)^−¾, and (1 + e)^−¾ is 1 + e·p(e) with the polynomial p of degree 5 with
/// the least maximum error: 2^−27 of the whole with its rounded coefficients.</para>
/// <para>y is exact. y² = y·y, y³ = y²·y, y⁴ = y²·y², x·y³ and the last addition round once each, s·y⁴ may; what y² is off by counts
/// twice in s·y⁴, of which −¾ goes into the result, and once in y³, and errors of the polynomial are multiplied by |e|. That makes
/// ½ + 1 + ¾ + ¾ + 1 + 1 for these, and less than 1 for the rest: at most 6·2^−24 of the result.</para>
/// </remarks>
internal readonly struct ThreeQuarterPower : IResponsePower
{
    private const int QuarterRootMagic = 0x4F581878;

    /// <summary>Whether every base from <paramref name="least"/> on has a quarter root that is found this way.</summary>
    public static bool Holds(float least) => least >= 1e-30f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Divide<T>(T x, T s) where T : struct, ILanes<T>
    {
        // A sum of squares may have overflowed.
        var bounded = T.Min(T.Create(float.MaxValue), s);
        var magic = T.Create(BitConverter.Int32BitsToSingle(QuarterRootMagic));
        var y = T.SubtractBits(magic, T.ShiftBitsRight(bounded, 2));
        var square = y * y;
        var e = T.MultiplyAdd(bounded, square * square, T.Create(-1f));
        var p = T.MultiplyAdd(T.Create(0.524598658f), e, T.Create(-0.547278285f));
        p = T.MultiplyAdd(p, e, T.Create(0.563900709f));
        p = T.MultiplyAdd(p, e, T.Create(-0.601496339f));
        p = T.MultiplyAdd(p, e, T.Create(0.65625006f));
        p = T.MultiplyAdd(p, e, T.Create(-0.75000006f));
        var scaled = x * (square * y);
        return T.MultiplyAdd(scaled * e, p, scaled);
    }
}

internal readonly struct HalfPower : IResponsePower
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Divide<T>(T x, T s) where T : struct, ILanes<T> => x / T.Sqrt(s);
}

internal readonly struct FirstPower : IResponsePower
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Divide<T>(T x, T s) where T : struct, ILanes<T> => x / s;
}

/// <summary>Lane by lane in double precision.</summary>
internal readonly struct AnyPower(float beta) : IResponsePower
{
    public T Divide<T>(T x, T s) where T : struct, ILanes<T>
    {
        foreach (ref var value in MemoryMarshal.Cast<T, float>(new Span<T>(ref s)))
            value = (float)Math.Pow(value, -(double)beta);
        return x * s;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>x · s^−β for one β.</summary>
internal interface IResponsePower
{
    T Divide<T>(T x, T s) where T : struct, ILanes<T>;
}

internal readonly struct ThreeQuarterPower : IResponsePower
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Divide<T>(T x, T s) where T : struct, ILanes<T>
    {
        var root = T.Sqrt(s);
        return x / (root * T.Sqrt(root));
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

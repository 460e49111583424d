using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.Benchmarks.Hardware;

/// <summary>
/// Fused multiply-adds in registers: 24 independent sums for wide vectors, which is more than latency times throughput of any processor, 12
/// where there may be 16 registers only.
/// </summary>
internal static class FmaPeak
{
    private const int Steps = 2000;

    /// <summary>Whether the processor has vectors of so many bits and fused multiply-adds for them.</summary>
    public static bool IsSupported(int bits) => bits switch
    {
        512 => Vector512.IsHardwareAccelerated,
        256 => Vector256.IsHardwareAccelerated,
        _ => Vector128.IsHardwareAccelerated,
    };

    /// <summary>A loop to measure, and how many operations it does.</summary>
    public static (Action Run, double Flops) Loop(int bits) => bits switch
    {
        512 => (() => Sink = Run512(Steps, 0.5f), 2.0 * 16 * 24 * Steps),
        256 => (() => Sink = Run256(Steps, 0.5f), 2.0 * 8 * 12 * Steps),
        _ => (() => Sink = Run128(Steps, 0.5f), 2.0 * 4 * 12 * Steps),
    };

    /// <summary>Results go somewhere, so that no loop is dropped.</summary>
    private static float Sink { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run512(int steps, float start)
    {
        var (x, y) = (Vector512.Create(start), Vector512.Create(0.25f));
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        Vector512<float> m = x, n = x, o = x, p = x, q = x, r = x, s = x, t = x, u = x, v = x, w = x, z = x;
        for (var step = 0; step < steps; step++)
        {
            a = Fma(a); b = Fma(b); c = Fma(c); d = Fma(d); e = Fma(e); f = Fma(f);
            g = Fma(g); h = Fma(h); i = Fma(i); j = Fma(j); k = Fma(k); l = Fma(l);
            m = Fma(m); n = Fma(n); o = Fma(o); p = Fma(p); q = Fma(q); r = Fma(r);
            s = Fma(s); t = Fma(t); u = Fma(u); v = Fma(v); w = Fma(w); z = Fma(z);
        }

        var sum = a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w + z;
        return Vector512.Sum(sum);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector512<float> Fma(Vector512<float> value) => Vector512.MultiplyAddEstimate(value, y, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run256(int steps, float start)
    {
        var (x, y) = (Vector256.Create(start), Vector256.Create(0.25f));
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var step = 0; step < steps; step++)
        {
            a = Fma(a); b = Fma(b); c = Fma(c); d = Fma(d); e = Fma(e); f = Fma(f);
            g = Fma(g); h = Fma(h); i = Fma(i); j = Fma(j); k = Fma(k); l = Fma(l);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector256<float> Fma(Vector256<float> value) => Vector256.MultiplyAddEstimate(value, y, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run128(int steps, float start)
    {
        var (x, y) = (Vector128.Create(start), Vector128.Create(0.25f));
        Vector128<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var step = 0; step < steps; step++)
        {
            a = Fma(a); b = Fma(b); c = Fma(c); d = Fma(d); e = Fma(e); f = Fma(f);
            g = Fma(g); h = Fma(h); i = Fma(i); j = Fma(j); k = Fma(k); l = Fma(l);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector128<float> Fma(Vector128<float> value) => Vector128.MultiplyAddEstimate(value, y, x);
    }
}

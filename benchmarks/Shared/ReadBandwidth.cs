using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.Benchmarks.Hardware;

/// <summary>Adds up an array again and again: how fast a core reads what lies in a cache or beyond.</summary>
internal static class ReadBandwidth
{
    private const int Unroll = 8;

    /// <summary>A loop to measure, and how many bytes it reads.</summary>
    public static (Action Run, double Bytes) Loop(int bytes)
    {
        var values = new float[bytes / sizeof(float)];
        Array.Fill(values, 1f);
        return (() => Sink = Vector512.IsHardwareAccelerated ? Sum512(values) : Vector256.IsHardwareAccelerated ? Sum256(values) : Sum128(values), bytes);
    }

    private static float Sink { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum512(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector512<float>>(values);
        Vector512<float> a = default, b = default, c = default, d = default;
        for (var i = 0; i <= vectors.Length - Unroll; i += Unroll)
        {
            var x = vectors.Slice(i, Unroll);
            a += x[0]; b += x[1]; c += x[2]; d += x[3];
            a += x[4]; b += x[5]; c += x[6]; d += x[7];
        }

        return Vector512.Sum(a + b + c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum256(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (var i = 0; i <= vectors.Length - Unroll; i += Unroll)
        {
            var x = vectors.Slice(i, Unroll);
            a += x[0]; b += x[1]; c += x[2]; d += x[3];
            e += x[4]; f += x[5]; g += x[6]; h += x[7];
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum128(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector128<float>>(values);
        Vector128<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (var i = 0; i <= vectors.Length - Unroll; i += Unroll)
        {
            var x = vectors.Slice(i, Unroll);
            a += x[0]; b += x[1]; c += x[2]; d += x[3];
            e += x[4]; f += x[5]; g += x[6]; h += x[7];
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h);
    }
}

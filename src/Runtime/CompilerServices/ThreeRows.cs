using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Pixels of red, green and blue, as users hand images over, become rows.</summary>
internal static class ThreeRows
{
    /// <summary>Element <c>i</c> of the <c>k</c>th of three rows = <c>source[3·i + k]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Separate(ReadOnlySpan<float> source, Span<float> first, Span<float> second, Span<float> third)
    {
        if (Vector512.IsHardwareAccelerated && first.Length >= Vector512<float>.Count)
            SeparateVectors<Lanes512>(source, first, second, third);
        else if (Vector256.IsHardwareAccelerated && first.Length >= Vector256<float>.Count)
            SeparateVectors<Lanes256>(source, first, second, third);
        else if (first.Length >= Vector128<float>.Count)
            SeparateVectors<Lanes128>(source, first, second, third);
        else
            for (var i = 0; i < first.Length; i++)
                (first[i], second[i], third[i]) = (source[3 * i], source[(3 * i) + 1], source[(3 * i) + 2]);
    }

    /// <summary>The last vector ends with the row, and may lap over the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SeparateVectors<T>(ReadOnlySpan<float> source, Span<float> first, Span<float> second, Span<float> third)
        where T : struct, ILanes<T>
    {
        SeparateWhole<T>(source, first, second, third);
        var last = first.Length - T.Count;
        if (first.Length % T.Count != 0)
            SeparateWhole<T>(source[(3 * last)..], first[last..], second[last..], third[last..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SeparateWhole<T>(ReadOnlySpan<float> source, Span<float> first, Span<float> second, Span<float> third)
        where T : struct, ILanes<T>
    {
        var pixels = MemoryMarshal.Cast<float, T>(source);
        var a = MemoryMarshal.Cast<float, T>(first);
        var b = MemoryMarshal.Cast<float, T>(second)[..a.Length];
        var c = MemoryMarshal.Cast<float, T>(third)[..a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            var group = pixels.Slice(3 * i, 3);
            (a[i], b[i], c[i]) = T.EveryThird(group[0], group[1], group[2]);
        }
    }
}

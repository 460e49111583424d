using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Rows of planar tensors, for convolutions whose groups are no whole channel blocks.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PlanarRow
{
    /// <summary><c>sums[i] += inputs[i · stride] · filter</c> for every sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void MultiplyAdd(ReadOnlySpan<float> inputs, int stride, float filter, Span<float> sums)
    {
        var done = 0;
        if (stride == 1 && Vector256.IsHardwareAccelerated)
            done = MultiplyAdd256(inputs, filter, sums);
        else if (stride == 1)
            done = MultiplyAdd128(inputs, filter, sums);
        for (var i = done; i < sums.Length; i++)
            sums[i] = float.MultiplyAddEstimate(inputs[i * stride], filter, sums[i]);
    }

    /// <summary><c>sums[i] = row[i] + constant</c>; the two may be the same row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddConstant(ReadOnlySpan<float> row, float constant, Span<float> sums)
    {
        for (var i = 0; i < sums.Length; i++)
            sums[i] = row[i] + constant;
    }

    private static int MultiplyAdd256(ReadOnlySpan<float> inputs, float filter, Span<float> sums)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(sums);
        var from = MemoryMarshal.Cast<float, Vector256<float>>(inputs[..sums.Length]);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = Vector256.MultiplyAddEstimate(from[i], Vector256.Create(filter), vectors[i]);
        return vectors.Length * Vector256<float>.Count;
    }

    private static int MultiplyAdd128(ReadOnlySpan<float> inputs, float filter, Span<float> sums)
    {
        var vectors = MemoryMarshal.Cast<float, Vector128<float>>(sums);
        var from = MemoryMarshal.Cast<float, Vector128<float>>(inputs[..sums.Length]);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = Vector128.MultiplyAddEstimate(from[i], Vector128.Create(filter), vectors[i]);
        return vectors.Length * Vector128<float>.Count;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Sum and maximum over a span.</summary>
internal static class Reductions
{
    /// <summary>The largest value, −∞ of nothing; NaN may be passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Maximum<T>(ReadOnlySpan<float> values) where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(values);
        var maxima = T.Create(float.NegativeInfinity);
        foreach (var vector in vectors)
            maxima = T.Max(maxima, vector);

        var maximum = vectors.IsEmpty ? float.NegativeInfinity : T.Maximum(maxima);
        foreach (var value in values[(vectors.Length * T.Count)..])
            maximum = value > maximum ? value : maximum;
        return maximum;
    }

    /// <summary>The sum, 0 of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Sum<T>(ReadOnlySpan<float> values) where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(values);
        var sums = T.Create(0f);
        foreach (var vector in vectors)
            sums += vector;

        var sum = vectors.IsEmpty ? 0f : T.Sum(sums);
        foreach (var value in values[(vectors.Length * T.Count)..])
            sum += value;
        return sum;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Sum and maximum over a span.</summary>
internal static class Reductions
{
    // Each addition waits four cycles for the one before; in four independent chains, one starts every cycle.
    private const int Chains = 4;

    /// <summary>The largest value, −∞ of nothing; NaN may be passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Maximum<T>(ReadOnlySpan<float> values) where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(values);
        var maxima = T.Create(float.NegativeInfinity);
        var (second, third, fourth) = (maxima, maxima, maxima);
        var rest = vectors;
        for (; rest.Length >= Chains; rest = rest[Chains..])
        {
            maxima = T.Max(maxima, rest[0]);
            second = T.Max(second, rest[1]);
            third = T.Max(third, rest[2]);
            fourth = T.Max(fourth, rest[3]);
        }

        foreach (var vector in rest)
            maxima = T.Max(maxima, vector);
        var maximum = vectors.IsEmpty ? float.NegativeInfinity : T.Maximum(T.Max(T.Max(maxima, second), T.Max(third, fourth)));
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
        var (second, third, fourth) = (sums, sums, sums);
        var rest = vectors;
        for (; rest.Length >= Chains; rest = rest[Chains..])
        {
            sums += rest[0];
            second += rest[1];
            third += rest[2];
            fourth += rest[3];
        }

        foreach (var vector in rest)
            sums += vector;
        var sum = vectors.IsEmpty ? 0f : T.Sum((sums + second) + (third + fourth));
        foreach (var value in values[(vectors.Length * T.Count)..])
            sum += value;
        return sum;
    }
}

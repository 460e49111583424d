using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Reads and writes vectors of which only the first lanes are in memory.</summary>
internal static class Partial
{
    /// <summary>At most one vector of values; <paramref name="fill"/> in the lanes behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(ReadOnlySpan<float> values, float fill) where T : struct, ILanes<T>
    {
        if (values.Length == T.Count)
            return MemoryMarshal.Cast<float, T>(values)[0];
        var vector = T.Create(fill);
        values.CopyTo(MemoryMarshal.Cast<T, float>(new Span<T>(ref vector)));
        return vector;
    }

    /// <summary>Writes as many of the first lanes as <paramref name="values"/> holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(T vector, Span<float> values) where T : struct, ILanes<T> =>
        MemoryMarshal.Cast<T, float>(new Span<T>(ref vector))[..values.Length].CopyTo(values);
}

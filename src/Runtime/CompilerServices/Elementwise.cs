using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>A function of one value, for vectors of any width.</summary>
internal interface IElementwise
{
    public T Apply<T>(T x) where T : struct, ILanes<T>;
}

/// <summary>The one loop over a span that all elementwise functions share.</summary>
internal static class Elementwise
{
    /// <summary>Replaces every value by the function of it, with the widest vectors that the machine is fast at.</summary>
    public static void Apply<TFunction>(Span<float> values, TFunction function) where TFunction : struct, IElementwise
    {
        if (Vector512.IsHardwareAccelerated)
            Apply<TFunction, Lanes512>(values, function);
        else if (Vector256.IsHardwareAccelerated)
            Apply<TFunction, Lanes256>(values, function);
        else
            Apply<TFunction, Lanes128>(values, function);
    }

    /// <summary>Replaces every value by the function of it; the tail goes through a whole vector, to get the same values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TFunction, T>(Span<float> values, TFunction function)
        where TFunction : struct, IElementwise
        where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(values);
        for (var index = 0; index < vectors.Length; index++)
            vectors[index] = function.Apply(vectors[index]);

        var tail = values[(vectors.Length * T.Count)..];
        if (!tail.IsEmpty)
            Partial.Write(function.Apply(Partial.Read<T>(tail, 0f)), tail);
    }
}

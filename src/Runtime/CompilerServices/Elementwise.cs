using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>A function of one value, for vectors of any width.</summary>
internal interface IElementwise
{
    T Apply<T>(T x) where T : struct, ILanes<T>;
}

/// <summary>The one loop over a span that all elementwise functions share.</summary>
internal static class Elementwise
{
    /// <summary>Replaces every value by the function of it, with the widest vectors that the machine is fast at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TFunction>(Span<float> values, TFunction function) where TFunction : struct, IElementwise
    {
        if (Vector512.IsHardwareAccelerated)
            Apply<TFunction, Lanes512>(values, function);
        else if (Vector256.IsHardwareAccelerated)
            Apply<TFunction, Lanes256>(values, function);
        else
            Apply<TFunction, Lanes128>(values, function);
    }

    /// <summary>Replaces every value by the function of it, with vectors of the given width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TFunction, T>(Span<float> values, TFunction function)
        where TFunction : struct, IElementwise
        where T : struct, ILanes<T>
    {
        var tail = values.Length % T.Count;
        if (tail < values.Length)
            ApplyWhole<TFunction, T>(values[..^tail], function);
        if (tail > 0)
            ApplyPartial<TFunction, T>(values[^tail..], function);
    }

    // One use of the function in a method: where it is inlined several times, it can exceed the JIT's budget.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyWhole<TFunction, T>(Span<float> values, TFunction function)
        where TFunction : struct, IElementwise
        where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(values);
        for (var index = 0; index < vectors.Length; index++)
            vectors[index] = function.Apply(vectors[index]);
    }

    /// <summary>Goes through a whole vector, so that a value gives the same result as in the body.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyPartial<TFunction, T>(Span<float> tail, TFunction function)
        where TFunction : struct, IElementwise
        where T : struct, ILanes<T> =>
        Partial.Write(function.Apply(Partial.Read<T>(tail, 0f)), tail);
}

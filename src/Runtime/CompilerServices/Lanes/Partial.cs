using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>How many lanes of each vector of a loop are in memory.</summary>
/// <remarks>
/// A loop is compiled once for whole vectors and once for others: where all lanes are in memory, a read is one instruction, and no
/// call, around which all vectors would leave their registers.
/// </remarks>
internal interface ILaneCount
{
    int Of<T>() where T : struct, ILanes<T>;

    /// <summary>The values, of which there are as many as lanes; 0 in the other lanes.</summary>
    T Read<T>(ReadOnlySpan<float> values) where T : struct, ILanes<T>;

    /// <summary>Writes the lanes that are in memory.</summary>
    void Write<T>(T vector, Span<float> values) where T : struct, ILanes<T>;
}

/// <summary>All lanes.</summary>
internal readonly struct AllLanes : ILaneCount
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of<T>() where T : struct, ILanes<T> => T.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>(ReadOnlySpan<float> values) where T : struct, ILanes<T> => MemoryMarshal.Cast<float, T>(values)[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(T vector, Span<float> values) where T : struct, ILanes<T> => MemoryMarshal.Cast<float, T>(values)[0] = vector;
}

/// <summary>The first <paramref name="count"/> lanes.</summary>
internal readonly struct FirstLanes(int count) : ILaneCount
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of<T>() where T : struct, ILanes<T> => count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>(ReadOnlySpan<float> values) where T : struct, ILanes<T> => Partial.Read<T>(values, 0f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(T vector, Span<float> values) where T : struct, ILanes<T> => Partial.Write(vector, values);
}

/// <summary>Reads and writes vectors of which only the first lanes are in memory.</summary>
/// <remarks>
/// A read leaves its result on the stack, whose alignment differs from process to process: where a vector lies across two cache lines, reading it
/// back waits for the store. Loops over whole vectors read them by themselves or through <see cref="ILaneCount"/>.
/// </remarks>
internal static class Partial
{
    /// <summary>At most one vector of values; <paramref name="fill"/> in the lanes behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(ReadOnlySpan<float> values, float fill) where T : struct, ILanes<T> =>
        values.Length == T.Count ? MemoryMarshal.Cast<float, T>(values)[0] : ReadPart<T>(values, fill);

    /// <summary>Writes as many of the first lanes as <paramref name="values"/> holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(T vector, Span<float> values) where T : struct, ILanes<T>
    {
        if (values.Length == T.Count)
            MemoryMarshal.Cast<float, T>(values)[0] = vector;
        else
            WritePart(vector, values);
    }

    // Not inlined: a vector whose address is taken lives in memory, also where this is never called.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T ReadPart<T>(ReadOnlySpan<float> values, float fill) where T : struct, ILanes<T>
    {
        var vector = T.Create(fill);
        values.CopyTo(MemoryMarshal.Cast<T, float>(new Span<T>(ref vector)));
        return vector;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void WritePart<T>(T vector, Span<float> values) where T : struct, ILanes<T> =>
        MemoryMarshal.Cast<T, float>(new Span<T>(ref vector))[..values.Length].CopyTo(values);
}

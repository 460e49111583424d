using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Copies one row of one channel between layouts: the innermost loop of every tensor copy.</summary>
internal static class RowCopy
{
    /// <summary>
    /// <c>destination[i·destinationStep] = (source[i·sourceStep] − mean)·scale</c> for <paramref name="count"/>
    /// pixels.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Convert<T>(
        ReadOnlySpan<T> source, int sourceStep, Span<float> destination, int destinationStep, int count, float mean, float scale)
        where T : unmanaged, INumberBase<T>
    {
        for (int pixel = 0, from = 0, to = 0; pixel < count; pixel++, from += sourceStep, to += destinationStep)
            destination[to] = (float.CreateTruncating(source[from]) - mean) * scale;
    }

    /// <summary>
    /// <c>destination[i·destinationStep] = source[i·sourceStep]</c> for <paramref name="count"/> pixels.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(
        ReadOnlySpan<float> source, int sourceStep, Span<float> destination, int destinationStep, int count)
    {
        if (sourceStep == 1 && destinationStep == 1)
            source[..count].CopyTo(destination);
        else
            MoveSteps(source, sourceStep, destination, destinationStep, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MoveSteps(
        ReadOnlySpan<float> source, int sourceStep, Span<float> destination, int destinationStep, int count)
    {
        for (int pixel = 0, from = 0, to = 0; pixel < count; pixel++, from += sourceStep, to += destinationStep)
            destination[to] = source[from];
    }
}

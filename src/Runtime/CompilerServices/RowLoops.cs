using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>A binary operator over one row: the innermost loops of everything that combines tensors.</summary>
/// <remarks>
/// The left operand is at least as long as the results, which may lie in the same place. A last vector that overlaps the one before
/// it is computed before the loop can overwrite its inputs: a padded copy of a tail makes the load wait for the stores.
/// </remarks>
internal static class RowLoops
{
    /// <summary><c>results[i] = left[i] ∘ right[i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Zip<TOperator, T>(Span<float> results, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        if (results.Length < T.Count)
        {
            var (one, other) = (Partial.Read<T>(left[..results.Length], 0f), Partial.Read<T>(right[..results.Length], 0f));
            Partial.Write(TOperator.Apply(one, other), results);
            return;
        }
        var start = results.Length - T.Count;
        var last = TOperator.Apply(
            MemoryMarshal.Cast<float, T>(left[start..])[0], MemoryMarshal.Cast<float, T>(right[start..])[0]);
        var outputs = MemoryMarshal.Cast<float, T>(results);
        var first = MemoryMarshal.Cast<float, T>(left)[..outputs.Length];
        var second = MemoryMarshal.Cast<float, T>(right)[..outputs.Length];
        for (var index = 0; index < outputs.Length; index++)
            outputs[index] = TOperator.Apply(first[index], second[index]);
        MemoryMarshal.Cast<float, T>(results[start..])[0] = last;
    }

    /// <summary>
    /// <c>results[i] = left[i] ∘ right[i % period]</c>. Where <paramref name="right"/> is shorter than the period, the results that it
    /// has no value for are left alone.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Periodic<TOperator, T>(
        Span<float> results, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int period)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        if (right.Length == period && T.Count % period == 0)
        {
            Map<TOperator, T>(results, left, Repeat<T>(right));
            return;
        }
        if (right.Length == period && period % T.Count == 0)
        {
            var vectors = MemoryMarshal.Cast<float, T>(right);
            for (var first = 0; first < vectors.Length; first++)
                MapVectors<TOperator, T>(results, left, vectors[first], first, vectors.Length);
            return;
        }
        for (var start = 0; start < results.Length; start += period)
            for (var lane = 0; lane < right.Length; lane++)
                results[start + lane] = TOperator.Apply(left[start + lane], right[lane]);
    }

    /// <summary><c>results[pixel·block + lane] = left[pixel·block + lane] ∘ right[pixel·pixelStep]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ZipPixels<TOperator, T>(
        Span<float> results, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int pixelStep, int block)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        if (block % T.Count == 0)
            ZipPixelVectors<TOperator, T>(results, left, right, pixelStep, block);
        else if (block % Lanes256.Count == 0)
            ZipPixelVectors<TOperator, Lanes256>(results, left, right, pixelStep, block);
        else if (block % Lanes128.Count == 0)
            ZipPixelVectors<TOperator, Lanes128>(results, left, right, pixelStep, block);
        else
            for (int index = 0, pixel = 0; index < results.Length; pixel += pixelStep)
                for (var end = index + block; index < end; index++)
                    results[index] = TOperator.Apply(left[index], right[pixel]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ZipPixelVectors<TOperator, T>(
        Span<float> results, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int pixelStep, int block)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        var outputs = MemoryMarshal.Cast<float, T>(results);
        var values = MemoryMarshal.Cast<float, T>(left)[..outputs.Length];
        var vectorsPerPixel = block / T.Count;
        for (int index = 0, pixel = 0; index < outputs.Length; pixel += pixelStep)
        {
            var value = T.Create(right[pixel]);
            for (var end = index + vectorsPerPixel; index < end; index++)
                outputs[index] = TOperator.Apply(values[index], value);
        }
    }

    /// <summary>The same vector for all of a row; its content has a period that divides the row's length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Map<TOperator, T>(Span<float> results, ReadOnlySpan<float> left, T right)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        if (results.Length < T.Count)
        {
            Partial.Write(TOperator.Apply(Partial.Read<T>(left[..results.Length], 0f), right), results);
            return;
        }
        var start = results.Length - T.Count;
        var last = TOperator.Apply(MemoryMarshal.Cast<float, T>(left[start..])[0], right);
        MapVectors<TOperator, T>(results, left, right, 0, 1);
        MemoryMarshal.Cast<float, T>(results[start..])[0] = last;
    }

    /// <summary>The vectors <paramref name="first"/>, first + step, … of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MapVectors<TOperator, T>(Span<float> results, ReadOnlySpan<float> left, T right, int first, int step)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        var outputs = MemoryMarshal.Cast<float, T>(results);
        var values = MemoryMarshal.Cast<float, T>(left)[..outputs.Length];
        for (var index = first; index < outputs.Length; index += step)
            outputs[index] = TOperator.Apply(values[index], right);
    }

    /// <summary>A vector filled with copies of a divisor of its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Repeat<T>(ReadOnlySpan<float> period) where T : struct, ILanes<T>
    {
        // A vector that is written in parts and read as a whole waits for the writes.
        if (period.Length == T.Count)
            return MemoryMarshal.Cast<float, T>(period)[0];
        var vector = T.Create(period[0]);
        if (period.Length > 1)
        {
            var lanes = MemoryMarshal.Cast<T, float>(new Span<T>(ref vector));
            for (var lane = 0; lane < lanes.Length; lane += period.Length)
                period.CopyTo(lanes[lane..]);
        }
        return vector;
    }
}

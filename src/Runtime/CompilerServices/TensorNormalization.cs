using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Normalisations that depend on the values of the tensor itself.</summary>
/// <remarks>
/// Offsets are those of element (0, 0, 0, 0), in floats. The destination is the source itself, or does not overlap it. Its border
/// is not written, its lanes beyond C become zero.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorNormalization
{
    /// <summary>
    /// <c>x · (bias + alpha/size·Σ x²)^−beta</c> with the sum over channels c − ⌊(size − 1)/2⌋ to c + ⌈(size − 1)/2⌉, as far as they
    /// exist, at the same position. Rows are independent of one another: each call does some of them.
    /// </summary>
    /// <remarks>
    /// The sums are taken afresh for each channel: a running sum, from which squares are subtracted again, would lose its digits
    /// behind a large value. With positive alpha and bias the base is off by at most (size + 5)·2^−24 of itself, and the result by
    /// beta times that and 6·2^−24, to first order.
    /// </remarks>
    /// <param name="arena">Holds everything.</param>
    /// <param name="source">Where the source lies.</param>
    /// <param name="sourceLayout">The layout of the source.</param>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="destinationLayout">The layout of the result, of the same shape and channel block.</param>
    /// <param name="scratch">Floats whose contents do not matter, not shared with a call that runs at the same time.</param>
    /// <param name="scratchLength">
    /// How many: at least 16·C in planar images, min(size − 1, 2·C − 2) + C + 16 in all others. Some pixels' worth is faster than one.
    /// </param>
    /// <param name="size">Number of channels in the sum, at least 1.</param>
    /// <param name="alpha">Factor of the mean of the squares.</param>
    /// <param name="beta">Exponent; 0.5, 0.75 and 1 are much faster than others.</param>
    /// <param name="bias">Added to the mean of the squares.</param>
    /// <param name="first">The first row to normalise; row y of sample n has the number n·H + y.</param>
    /// <param name="end">The row behind the last one.</param>
    /// <exception cref="ArgumentException">Shape or block of source and destination differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LocalResponse(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout,
        int scratch, int scratchLength, int size, float alpha, float beta, float bias, int first, int end)
    {
        var block = sourceLayout.IsVector || sourceLayout.Block == 1 ? Lanes512.Count : sourceLayout.Block;
        if (Vector512.IsHardwareAccelerated && block % Lanes512.Count == 0)
            LocalResponse<Lanes512>(
                arena, source, sourceLayout, destination, destinationLayout, scratch, scratchLength, size, alpha, beta, bias, first, end);
        else if (Vector256.IsHardwareAccelerated && block % Lanes256.Count == 0)
            LocalResponse<Lanes256>(
                arena, source, sourceLayout, destination, destinationLayout, scratch, scratchLength, size, alpha, beta, bias, first, end);
        else
            LocalResponse<Lanes128>(
                arena, source, sourceLayout, destination, destinationLayout, scratch, scratchLength, size, alpha, beta, bias, first, end);
    }

    /// <summary>The same with vectors of the given width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void LocalResponse<T>(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout,
        int scratch, int scratchLength, int size, float alpha, float beta, float bias, int first, int end)
        where T : struct, ILanes<T>
    {
        if (!TensorRuns.Match(sourceLayout, destinationLayout))
            throw new ArgumentException(
                $"Cannot normalise {sourceLayout} into {destinationLayout}.", nameof(destinationLayout));
        var window = new ResponseWindow(size, alpha, bias, sourceLayout.Channels);
        var call = new ResponseCall(
            source, sourceLayout, destination, destinationLayout, scratch, scratchLength, window);
        var data = arena.Span;
        switch (beta)
        {
            case 0.75f when alpha >= 0 && ThreeQuarterPower.Holds(bias):
                ResponseLoops.Apply<ThreeQuarterPower, T>(data, call, default, first, end);
                break;
            case 0.5f:
                ResponseLoops.Apply<HalfPower, T>(data, call, default, first, end);
                break;
            case 1f:
                ResponseLoops.Apply<FirstPower, T>(data, call, default, first, end);
                break;
            default:
                ResponseLoops.Apply<AnyPower, T>(data, call, new(beta), first, end);
                break;
        }
        ClearLanes(arena, destination, destinationLayout, first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ClearLanes(FloatBuffer arena, int offset, in TensorLayout layout, int first, int end)
    {
        for (var row = first; row < end; row++)
            TensorCopy.ClearLanes(arena, offset, layout, row / layout.Height, row % layout.Height, row % layout.Height + 1);
    }
}

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
    /// exist, at the same position.
    /// </summary>
    /// <remarks>
    /// The sums are taken afresh for each channel: a running sum, from which squares are subtracted again, would lose its digits
    /// behind a large value. With positive alpha and bias the base is off by at most (size + 5)·2^−24 of itself, and the result by
    /// beta times that and 4·2^−24, to first order.
    /// </remarks>
    /// <param name="arena">Holds everything.</param>
    /// <param name="source">Where the source lies.</param>
    /// <param name="sourceLayout">The layout of the source.</param>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="destinationLayout">The layout of the result, of the same shape and channel block.</param>
    /// <param name="scratch">
    /// Where there is room for 16·C floats in planar images, for min(size − 1, 2·C − 2) + C + 16 in all others; its contents do not
    /// matter.
    /// </param>
    /// <param name="size">Number of channels in the sum, at least 1.</param>
    /// <param name="alpha">Factor of the mean of the squares.</param>
    /// <param name="beta">Exponent; 0.5, 0.75 and 1 are much faster than others.</param>
    /// <param name="bias">Added to the mean of the squares.</param>
    /// <exception cref="ArgumentException">Shape or block of source and destination differ.</exception>
    public static void LocalResponse(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout,
        int scratch, int size, float alpha, float beta, float bias)
    {
        if (Vector512.IsHardwareAccelerated)
            LocalResponse<Lanes512>(arena, source, sourceLayout, destination, destinationLayout, scratch, size, alpha, beta, bias);
        else if (Vector256.IsHardwareAccelerated)
            LocalResponse<Lanes256>(arena, source, sourceLayout, destination, destinationLayout, scratch, size, alpha, beta, bias);
        else
            LocalResponse<Lanes128>(arena, source, sourceLayout, destination, destinationLayout, scratch, size, alpha, beta, bias);
    }

    /// <summary>The same with vectors of the given width.</summary>
    internal static void LocalResponse<T>(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout,
        int scratch, int size, float alpha, float beta, float bias)
        where T : struct, ILanes<T>
    {
        if (!TensorRuns.Match(sourceLayout, destinationLayout))
            throw new ArgumentException(
                $"Cannot normalise {sourceLayout} into {destinationLayout}.", nameof(destinationLayout));
        var call = new ResponseCall(source, sourceLayout, destination, destinationLayout, new(size, alpha, bias, sourceLayout.Channels));
        var data = arena.Span;
        var squares = data[scratch..];
        switch (beta)
        {
            case 0.75f:
                ResponseLoops.Apply<ThreeQuarterPower, T>(data, squares, call, default);
                break;
            case 0.5f:
                ResponseLoops.Apply<HalfPower, T>(data, squares, call, default);
                break;
            case 1f:
                ResponseLoops.Apply<FirstPower, T>(data, squares, call, default);
                break;
            default:
                ResponseLoops.Apply<AnyPower, T>(data, squares, call, new(beta));
                break;
        }
        TensorCopy.ClearLanes(arena, destination, destinationLayout);
    }
}

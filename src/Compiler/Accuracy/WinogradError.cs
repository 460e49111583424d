using ModelCompiler.Compiler.Packing;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Accuracy;

/// <summary>
/// Winograd's sums are exact in exact arithmetic, but larger on the way than the result: by how much follows from the matrices (Barabasz et
/// al. 2018, theorems 1 and 2).
/// </summary>
internal static class WinogradError
{
    public static RoundingError Of(WinogradConv call)
    {
        var rows = WinogradTransform.Create(call.TileHeight, call.Phases.KernelHeight);
        var columns = WinogradTransform.Create(call.TileWidth, call.Phases.KernelWidth);
        var channels = call.Inputs;
        // The products of all channels, and n operations in each of four one-dimensional transforms; each rounds half of its result in the mean.
        var transforms = (2 * call.TransformHeight) + (2 * call.TransformWidth);
        return Rounding.Of(
            ((channels + 1) / 2.0) + 1 + (transforms / 2.0), transforms + channels + 4,
            (TypicalGrowth(rows) * TypicalGrowth(columns), MostGrowth(rows) * MostGrowth(columns)));
    }

    /// <summary>The same of transforms along one axis, between which the taps along the other one are summed.</summary>
    public static RoundingError Of(ColumnWinogradConv call)
    {
        var rows = WinogradTransform.Create(call.TileHeight, call.Window.KernelHeight);
        var products = call.Source.Geometry.Channels * call.Window.KernelWidth;
        return Rounding.Of(
            ((products + 1) / 2.0) + 1 + call.Positions, (2 * call.Positions) + products + 4, (TypicalGrowth(rows), MostGrowth(rows)));
    }

    /// <summary>
    /// √(Σ_ij (Aᵀ_ij)²·ΣG_j²·ΣB_j²/(m·r)): the root mean square of the sums on the way, over the m results of a tile, relative to theirs. The
    /// transform of one sample is the identity, and grows nothing.
    /// </summary>
    private static double TypicalGrowth(WinogradTransform transform) => Math.Sqrt(transform.Output
        .Sum(row => row.Select((a, j) => Square(a) * transform.Filter[j].Sum(Square) * transform.Input[j].Sum(Square)).Sum())
        / (transform.Output.Length * transform.Filter[0].Length));

    /// <summary>max_i Σ_j |Aᵀ_ij|·Σ|G_j|·Σ|Bᵀ_j|/r: the same for the largest sums that there can be.</summary>
    private static double MostGrowth(WinogradTransform transform) => transform.Output
        .Max(row => row.Select((a, j) => Magnitude(a) * transform.Filter[j].Sum(Magnitude) * transform.Input[j].Sum(Magnitude)).Sum())
        / transform.Filter[0].Length;

    private static double Square(Rational x) => x.ToDouble() * x.ToDouble();

    private static double Magnitude(Rational x) => Math.Abs(x.ToDouble());
}

using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>
/// A Fourier transform of two tiles z, of which one is the imaginary part, errs by at most γ·‖z‖₂ with a few operations for each doubling of the
/// samples (Higham, Accuracy and Stability of Numerical Algorithms, theorem 24.2). A spectrum is nowhere larger than ‖w‖₁, so that γ applies
/// to Σ_c ‖w_c‖₁·‖z_c‖₂ in place of Σ|w|·|x̂|, whichever result of the tile it is.
/// </summary>
internal static class FourierBound
{
    // Higham's η for a doubling is u + γ₄·(√2 + u), below 7u; a step of three is below 14u.
    private const int PerDoubling = 8;

    /// <summary>Transforms there and back; and a complex product in three real ones, of which two are added, each up to √2 times the result.</summary>
    public static int Operations(FourierTiling tiling, int channels)
    {
        var doublings = Math.Ceiling(Math.Log2(tiling.Rows)) + Math.Ceiling(Math.Log2(tiling.Columns));
        return (int)(2 * PerDoubling * doublings) + (4 * (channels + 6));
    }

    public static double[] Magnitude(BoundedTensor?[] operands, TensorShape result, int group)
    {
        var (x, w) = (operands[0]!.Magnitude, new Tensor(operands[1]!.Shape, operands[1]!.Data));
        // Two tiles see at most all of the two largest samples.
        double[] lengths = [.. Enumerable.Range(0, x.Shape[1]).Select(channel =>
            Math.Sqrt(2 * Enumerable.Range(0, x.Shape[0]).Max(sample => Squares(x, sample, channel))))];
        double[] sums = [.. Enumerable.Range(0, result[1]).Select(output => Enumerable.Range(0, w.Shape[1]).Sum(input =>
            Taps(w, output, input) * lengths[(output / (result[1] / group) * w.Shape[1]) + input]))];
        var (bias, residual) = (operands.ElementAtOrDefault(2)?.Magnitude, operands.ElementAtOrDefault(3)?.Magnitude);
        return Tensor.Generate(result, index => sums[index[1]]
            + (bias is null ? 0 : bias[index[1]]) + (residual is null ? 0 : residual[index]));
    }

    private static double Squares(Tensor x, int sample, int channel) => Enumerable.Range(0, x.Shape[2]).Sum(row =>
        Enumerable.Range(0, x.Shape[3]).Sum(column => x[sample, channel, row, column] * x[sample, channel, row, column]));

    private static double Taps(Tensor w, int output, int input) => Enumerable.Range(0, w.Shape[2]).Sum(row =>
        Enumerable.Range(0, w.Shape[3]).Sum(column => Math.Abs(w[output, input, row, column])));
}

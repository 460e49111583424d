using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Accuracy;

/// <summary>
/// A Fourier transform only rotates and adds, so that its error is relative to the root of the sum of squares of its samples, and grows with
/// the number of its steps (Higham, Accuracy and Stability of Numerical Algorithms, ch. 24).
/// </summary>
internal static class FourierError
{
    // A doubling of the samples adds two numbers, and rotates half of them: a product, a sum, and a root that was rounded.
    private const double RoundingsPerDoubling = 1.75;

    // The same at most: Higham's η for a doubling is u + γ₄·(√2 + u), below 7u.
    private const int MostPerDoubling = 8;

    // Three sums of complex products, two of which are added: each may be √2 times as large as the result, in both of its parts.
    private const int MostPerProduct = 4;

    /// <param name="channels">Channels whose products are summed; three real products for each complex one, except of one channel.</param>
    public static RoundingError Of(FourierTiling tiling, int channels, bool isDepthwise)
    {
        var samples = tiling.Rows * tiling.Columns;
        var doublings = Math.Log(samples, 2);
        // The difference of two of three sums, each as large as the result. Transforms there and back.
        var products = isDepthwise ? 3 : 2 * (((channels + 1) / 2.0) + 2);
        // Relative to the root of the sum of squares of the samples of both tiles of a pair, which may all be the largest ones.
        var most = (2 * MostPerDoubling * Math.Ceiling(doublings)) + (MostPerProduct * (channels + 6));
        return Rounding.Of(products + (2 * RoundingsPerDoubling * doublings) + 1, most, (1, Math.Sqrt(2.0 * samples)));
    }
}

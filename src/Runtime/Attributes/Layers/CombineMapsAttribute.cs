namespace ModelCompiler;

/// <summary>
/// Learned combination of maps, y_j = f(Σ_i α_ij·(x_i ∗ k_i) + b_j) with α_j = softmax(c_j) (Bouvrie 2006, 3.3):
/// [C, H, W] → [filters, H′, W′].
/// </summary>
/// <remarks>Weights: <c>weight</c> (k) [C, 1, kernel height, kernel width], <c>coefficients</c> (c) [filters, C], <c>bias</c> [filters].</remarks>
public sealed class CombineMapsAttribute : ConvolutionLayerAttribute
{
    /// <summary>A combination of maps with a square kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Height and width of the window.</param>
    public CombineMapsAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>A combination of maps with a rectangular kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernelHeight">Height of the window.</param>
    /// <param name="kernelWidth">Width of the window.</param>
    public CombineMapsAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }
}

namespace ModelCompiler;

/// <summary>
/// A convolution along columns (kernel height × 1) without bias, then one along rows (1 × kernel width) with bias and activation:
/// [C, H, W] → [filters, H′, W′].
/// </summary>
/// <remarks>Weights: <c>vertical.weight</c> [between, C, kernel height, 1], <c>horizontal.weight</c> [filters, between, 1, kernel width],
/// <c>horizontal.bias</c> [filters].</remarks>
public sealed class SpatiallySeparableConv2DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A spatially separable convolution with a square kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Height and width of the window.</param>
    public SpatiallySeparableConv2DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>A spatially separable convolution with a rectangular kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernelHeight">Height of the window.</param>
    /// <param name="kernelWidth">Width of the window.</param>
    public SpatiallySeparableConv2DAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Number of channels between the two convolutions. Default: <see cref="Filters"/>.</summary>
    public int Between { get; set; }
}

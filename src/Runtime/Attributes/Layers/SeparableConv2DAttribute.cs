namespace ModelCompiler;

/// <summary>
/// A depthwise convolution without bias, then a 1×1 convolution over channels with bias and activation:
/// [C, H, W] → [filters, H′, W′].
/// </summary>
/// <remarks>
/// Weights: <c>depthwise.weight</c> [C·multiplier, 1, kernel height, kernel width],
/// <c>pointwise.weight</c> [filters, C·multiplier, 1, 1], <c>pointwise.bias</c> [filters].
/// </remarks>
public sealed class SeparableConv2DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A separable convolution with a square kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Height and width of the depthwise kernel.</param>
    public SeparableConv2DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>A separable convolution with a rectangular kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernelHeight">Height of the depthwise kernel.</param>
    /// <param name="kernelWidth">Width of the depthwise kernel.</param>
    public SeparableConv2DAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Channels between the two convolutions per input channel.</summary>
    public int Multiplier { get; set; } = 1;
}

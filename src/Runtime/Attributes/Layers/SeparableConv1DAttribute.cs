namespace ModelCompiler;

/// <summary>
/// A depthwise convolution of a sequence without bias, then a pointwise convolution over channels with bias and
/// activation: [C, L] → [filters, L′].
/// </summary>
/// <remarks>Weights: <c>depthwise.weight</c> [C·multiplier, 1, kernel], <c>pointwise.weight</c> [filters, C·multiplier, 1],
/// <c>pointwise.bias</c> [filters].</remarks>
public sealed class SeparableConv1DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A separable convolution with a kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Length of the window.</param>
    public SeparableConv1DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Channels between the two convolutions per input channel.</summary>
    public int Multiplier { get; set; } = 1;
}

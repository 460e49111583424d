namespace ModelCompiler;

/// <summary>
/// Convolution of a volume (ONNX Conv): [C, D, H, W] → [filters, D′, H′, W′] with
/// L′ = ⌊(L + pads − dilation·(kernel − 1) − 1) / stride⌋ + 1 along each axis.
/// </summary>
/// <remarks>Weights: <c>weight</c> [filters, C / group, kernel depth, kernel height, kernel width], <c>bias</c> [filters].</remarks>
public sealed class Conv3DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A convolution with a cubic kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Depth, height and width of the window.</param>
    public Conv3DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>A convolution with a box-shaped kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernelDepth">Depth of the window.</param>
    /// <param name="kernelHeight">Height of the window.</param>
    /// <param name="kernelWidth">Width of the window.</param>
    public Conv3DAttribute(int filters, int kernelDepth, int kernelHeight, int kernelWidth)
        : base(kernelDepth, kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Number of groups into which input and output channels are divided; divides both.</summary>
    public int Group { get; set; } = 1;

    /// <summary>How the convolution is computed.</summary>
    public ConvAlgorithm Algorithm { get; set; }
}

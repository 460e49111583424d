namespace ModelCompiler;

/// <summary>
/// Convolution (ONNX Conv): [C, H, W] → [filters, H′, W′] with H′ = ⌊(H + pads − dilation·(kernel − 1) − 1) / stride⌋ + 1.
/// </summary>
/// <remarks>Weights: <c>weight</c> [filters, C / group, kernel height, kernel width], <c>bias</c> [filters].</remarks>
public sealed class Conv2DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A convolution with a square kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    public Conv2DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>A convolution with a rectangular kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernelHeight">Height of the kernel.</param>
    /// <param name="kernelWidth">Width of the kernel.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Number of groups into which input and output channels are divided; divides both.</summary>
    public int Group { get; set; } = 1;

    /// <summary>How the convolution is computed.</summary>
    public ConvAlgorithm Algorithm { get; set; }
}

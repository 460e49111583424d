namespace ModelCompiler;

/// <summary>
/// Convolution of an image (ONNX Conv): [C, H, W] → [filters, H′, W′] with
/// L′ = ⌊(L + pads − dilation·(kernel − 1) − 1) / stride⌋ + 1 along each axis.
/// </summary>
/// <remarks>Weights: <c>weight</c> [filters, C / group, kernel height, kernel width], <c>bias</c> [filters].</remarks>
public sealed class Conv2DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A convolution with a square kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Height and width of the window.</param>
    public Conv2DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>A convolution with a rectangular kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernelHeight">Height of the window.</param>
    /// <param name="kernelWidth">Width of the window.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Number of groups into which input and output channels are divided; divides both.</summary>
    public int Group { get; set; } = 1;

    /// <summary>How the convolution is computed.</summary>
    public ConvAlgorithm Algorithm { get; set; }

    /// <summary>
    /// Which input maps each output map sees, as numbers from 0: "0 1 2, 1 2 3" for two output maps. There is a filter for each connection,
    /// and <c>weight</c> is [connections, 1, kernel height, kernel width]. Default: all. Not together with <see cref="Group"/> or
    /// <see cref="Algorithm"/>.
    /// </summary>
    public string? Connections { get; set; }
}

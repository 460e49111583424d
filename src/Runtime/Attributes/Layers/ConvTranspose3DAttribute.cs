namespace ModelCompiler;

/// <summary>
/// Transposed convolution of a volume (ONNX ConvTranspose): [C, D, H, W] → [filters, D′, H′, W′] with
/// L′ = stride·(L − 1) + dilation·(kernel − 1) + 1 + output padding − pads along each axis.
/// </summary>
/// <remarks>Weights: <c>weight</c> [C, filters / group, kernel depth, kernel height, kernel width], <c>bias</c> [filters].</remarks>
public sealed class ConvTranspose3DAttribute : DilatedLayerAttribute
{
    /// <summary>A transposed convolution with a cubic kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Depth, height and width of the window.</param>
    public ConvTranspose3DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>A transposed convolution with a box-shaped kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernelDepth">Depth of the window.</param>
    /// <param name="kernelHeight">Height of the window.</param>
    /// <param name="kernelWidth">Width of the window.</param>
    public ConvTranspose3DAttribute(int filters, int kernelDepth, int kernelHeight, int kernelWidth)
        : base(kernelDepth, kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Number of groups into which input and output channels are divided; divides both.</summary>
    public int Group { get; set; } = 1;

    /// <summary>
    /// Elements behind the last window of each axis, or one number for all; less than the stride or the dilation. Default: 0.
    /// </summary>
    public int[]? OutputPadding { get; set; }
}

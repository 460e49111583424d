namespace ModelCompiler;

/// <summary>
/// Transposed convolution of a sequence (ONNX ConvTranspose): [C, L] → [filters, L′] with
/// L′ = stride·(L − 1) + dilation·(kernel − 1) + 1 + output padding − pads along each axis.
/// </summary>
/// <remarks>Weights: <c>weight</c> [C, filters / group, kernel], <c>bias</c> [filters].</remarks>
public sealed class ConvTranspose1DAttribute : DilatedLayerAttribute
{
    /// <summary>A transposed convolution with a kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Length of the window.</param>
    public ConvTranspose1DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Number of groups into which input and output channels are divided; divides both.</summary>
    public int Group { get; set; } = 1;

    /// <summary>
    /// Elements behind the last window of each axis, or one number for all; less than the stride or the dilation. Default: 0.
    /// </summary>
    public int[]? OutputPadding { get; set; }
}

namespace ModelCompiler;

/// <summary>
/// Convolution of a sequence (ONNX Conv): [C, L] → [filters, L′] with
/// L′ = ⌊(L + pads − dilation·(kernel − 1) − 1) / stride⌋ + 1 along each axis.
/// </summary>
/// <remarks>Weights: <c>weight</c> [filters, C / group, kernel], <c>bias</c> [filters].</remarks>
public sealed class Conv1DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A convolution with a kernel.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel">Length of the window.</param>
    public Conv1DAttribute(int filters, int kernel)
        : base(kernel) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Number of groups into which input and output channels are divided; divides both.</summary>
    public int Group { get; set; } = 1;

    /// <summary>How the convolution is computed.</summary>
    public ConvAlgorithm Algorithm { get; set; }
}

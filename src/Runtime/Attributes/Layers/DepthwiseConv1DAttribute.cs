namespace ModelCompiler;

/// <summary>
/// Convolution of every channel of a sequence by itself (ONNX Conv with group = C): [C, L] → [C·multiplier, L′].
/// </summary>
/// <remarks>Weights: <c>weight</c> [C·multiplier, 1, kernel], <c>bias</c> [C·multiplier].</remarks>
public sealed class DepthwiseConv1DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A depthwise convolution with a kernel.</summary>
    /// <param name="kernel">Length of the window.</param>
    public DepthwiseConv1DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>Output channels per input channel.</summary>
    public int Multiplier { get; set; } = 1;

    /// <summary>How the convolution is computed.</summary>
    public ConvAlgorithm Algorithm { get; set; }
}

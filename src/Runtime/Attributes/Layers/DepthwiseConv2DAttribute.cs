namespace ModelCompiler;

/// <summary>
/// Convolution of every channel by itself (ONNX Conv with group = C): [C, H, W] → [C·multiplier, H′, W′].
/// </summary>
/// <remarks>
/// Weights: <c>weight</c> [C·multiplier, 1, kernel height, kernel width], <c>bias</c> [C·multiplier].
/// </remarks>
public sealed class DepthwiseConv2DAttribute : ConvolutionLayerAttribute
{
    /// <summary>A depthwise convolution with a square kernel.</summary>
    /// <param name="kernel">Height and width of the kernel.</param>
    public DepthwiseConv2DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>A depthwise convolution with a rectangular kernel.</summary>
    /// <param name="kernelHeight">Height of the kernel.</param>
    /// <param name="kernelWidth">Width of the kernel.</param>
    public DepthwiseConv2DAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
    {
    }

    /// <summary>Output channels per input channel.</summary>
    public int Multiplier { get; set; } = 1;

    /// <summary>How the convolution is computed.</summary>
    public ConvAlgorithm Algorithm { get; set; }
}

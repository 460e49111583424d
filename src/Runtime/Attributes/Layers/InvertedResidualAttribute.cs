namespace ModelCompiler;

/// <summary>
/// A convolution to C·expansion channels (1×1), a depthwise one, and one to filters channels (1×1), each normalised, the first two
/// with an activation, + x where the shape stays (MobileNetV2, Sandler 2018): [C, H, W] → [filters, ⌈H/stride⌉, ⌈W/stride⌉].
/// </summary>
/// <remarks>
/// Weights as in torchvision: convolutions <c>conv.0.0</c>, <c>conv.1.0</c> and <c>conv.2</c>, normalisations <c>conv.0.1</c>,
/// <c>conv.1.1</c> and <c>conv.3</c>; without the first convolution <c>conv.0.0</c>, <c>conv.0.1</c>, <c>conv.1</c> and
/// <c>conv.2</c>.
/// </remarks>
/// <param name="filters">Number of output channels.</param>
public sealed class InvertedResidualAttribute(int filters) : LayerAttribute
{
    /// <summary>Number of output channels.</summary>
    public int Filters { get; } = filters;

    /// <summary>Step of the depthwise convolution.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Channels between per input channel; with 1 the first convolution is left out.</summary>
    public double Expansion { get; set; } = 6;

    /// <summary>Size of the depthwise convolution; odd.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>The activation of the first two.</summary>
    public BlockActivation Activation { get; set; }

    /// <summary>ε of the batch normalisations.</summary>
    public double Epsilon { get; set; } = 0.00001;
}

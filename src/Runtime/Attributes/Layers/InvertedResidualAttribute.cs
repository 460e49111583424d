namespace ModelCompiler;

/// <summary>
/// A convolution to C·expansion channels (1×1), a depthwise one, and one to filters channels (1×1), each normalised, the first two
/// with an activation, + x where the shape stays (MobileNetV2, Sandler 2018); with a squeeze-and-excitation before the last convolution
/// as in MobileNetV3 (Howard 2019) and EfficientNet (Tan 2019): [C, H, W] → [filters, ⌈H/stride⌉, ⌈W/stride⌉].
/// </summary>
/// <remarks>
/// Weights as in torchvision: convolutions <c>conv.0.0</c>, <c>conv.1.0</c> and <c>conv.2</c>, normalisations <c>conv.0.1</c>,
/// <c>conv.1.1</c> and <c>conv.3</c>; without the first convolution <c>conv.0.0</c>, <c>conv.0.1</c>, <c>conv.1</c> and
/// <c>conv.2</c>. With a squeeze-and-excitation convolutions <c>block.0.0</c>, <c>block.1.0</c> and <c>block.3.0</c>, normalisations
/// <c>block.0.1</c>, <c>block.1.1</c> and <c>block.3.1</c>, matrices <c>block.2.fc1</c> and <c>block.2.fc2</c>; without the first
/// convolution <c>block.0.0</c>, <c>block.0.1</c>, <c>block.1.fc1</c>, <c>block.1.fc2</c>, <c>block.2.0</c> and <c>block.2.1</c>.
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

    /// <summary>Number of values between the matrices of a squeeze-and-excitation; 0 for none.</summary>
    public int Squeeze { get; set; }

    /// <summary>The function between the matrices of the squeeze-and-excitation.</summary>
    public SqueezeActivation Inner { get; set; }

    /// <summary>The function that gives the factors of the squeeze-and-excitation.</summary>
    public SqueezeGate Gate { get; set; }

    /// <summary>ε of the batch normalisations.</summary>
    public double Epsilon { get; set; } = 0.00001;
}

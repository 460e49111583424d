namespace ModelCompiler;

/// <summary>
/// max(0, bn2(conv2(max(0, bn1(conv1(x))))) + x) with 3×3 convolutions; x becomes bn(conv(x)), 1×1, where the shape changes (He
/// 2015): [C, H, W] → [filters, ⌈H/stride⌉, ⌈W/stride⌉].
/// </summary>
/// <remarks>
/// Weights as in torchvision: those of the convolutions <c>conv1</c>, <c>conv2</c> and <c>downsample.0</c> and of the
/// normalisations <c>bn1</c>, <c>bn2</c> and <c>downsample.1</c>.
/// </remarks>
/// <param name="filters">Number of output channels.</param>
public sealed class ResidualAttribute(int filters) : LayerAttribute
{
    /// <summary>Number of output channels.</summary>
    public int Filters { get; } = filters;

    /// <summary>Step of conv1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>ε of the batch normalisations.</summary>
    public double Epsilon { get; set; } = 0.00001;
}

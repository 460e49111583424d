namespace ModelCompiler;

/// <summary>
/// max(0, bn3(conv3(max(0, bn2(conv2(max(0, bn1(conv1(x)))))))) + x) with 1×1, 3×3 and 1×1 convolutions; x becomes bn(conv(x)),
/// 1×1, where the shape changes (He 2015; with groups Xie 2016): [C, H, W] → [filters·expansion, ⌈H/stride⌉, ⌈W/stride⌉].
/// </summary>
/// <remarks>
/// Weights as in torchvision: those of the convolutions <c>conv1</c> to <c>conv3</c> and <c>downsample.0</c> and of the
/// normalisations <c>bn1</c> to <c>bn3</c> and <c>downsample.1</c>.
/// </remarks>
/// <param name="filters">Number of channels of the first two convolutions.</param>
public sealed class BottleneckAttribute(int filters) : LayerAttribute
{
    /// <summary>Number of channels of the first two convolutions.</summary>
    public int Filters { get; } = filters;

    /// <summary>Step of conv2.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Output channels per channel of the first two convolutions.</summary>
    public int Expansion { get; set; } = 4;

    /// <summary>Number of groups of the 3×3 convolution.</summary>
    public int Group { get; set; } = 1;

    /// <summary>ε of the batch normalisations.</summary>
    public double Epsilon { get; set; } = 0.00001;
}

namespace ModelCompiler;

/// <summary>
/// Layers conv2(max(0, bn2(conv1(max(0, bn1(·)))))), 1×1 and 3×3, each of which reads x and the results of all before it; the
/// result is x and all of theirs (DenseNet, Huang 2017): [C, H, W] → [C + layers·growth, H, W].
/// </summary>
/// <remarks>
/// Weights as in torchvision: <c>norm1</c>, <c>conv1</c>, <c>norm2</c> and <c>conv2</c> in each of <c>denselayer1</c>,
/// <c>denselayer2</c>…
/// </remarks>
/// <param name="layers">Number of layers.</param>
/// <param name="growth">Channels that each layer adds.</param>
public sealed class DenseBlockAttribute(int layers, int growth) : LayerAttribute
{
    /// <summary>Number of layers.</summary>
    public int Layers { get; } = layers;

    /// <summary>Channels that each layer adds.</summary>
    public int Growth { get; } = growth;

    /// <summary>Channels of the 1×1 convolution per channel that is added; 0 for none.</summary>
    public int Width { get; set; } = 4;

    /// <summary>ε of the batch normalisations.</summary>
    public double Epsilon { get; set; } = 0.00001;
}

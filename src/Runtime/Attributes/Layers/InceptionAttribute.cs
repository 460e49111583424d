namespace ModelCompiler;

/// <summary>
/// Four branches one behind the other: 1×1; 1×1 and 3×3; 1×1 and kernel×kernel; maximum of 3×3 and 1×1, each convolution with ReLU
/// (GoogLeNet, Szegedy 2014): [C, H, W] → [sum of the four, H, W].
/// </summary>
/// <remarks>
/// Weights as in torchvision: a <c>conv</c> and a <c>bn</c> in each of <c>branch1</c>, <c>branch2.0</c>, <c>branch2.1</c>,
/// <c>branch3.0</c>, <c>branch3.1</c> and <c>branch4.1</c>.
/// </remarks>
/// <param name="filters">Channels of 1×1, 3×3 reduce, 3×3, 5×5 reduce, 5×5 and pool projection, as in the paper's table 1.</param>
public sealed class InceptionAttribute(params int[] filters) : LayerAttribute
{
    /// <summary>Channels of 1×1, 3×3 reduce, 3×3, 5×5 reduce, 5×5 and pool projection, as in the paper's table 1.</summary>
    public int[] Filters { get; } = filters;

    /// <summary>Size of the largest convolution; odd. torchvision's has 3.</summary>
    public int Kernel { get; set; } = 5;

    /// <summary>Whether convolutions have a batch normalisation, and not a bias as in the paper.</summary>
    public bool BatchNormalization { get; set; } = true;

    /// <summary>ε of the batch normalisations.</summary>
    public double Epsilon { get; set; } = 0.001;
}

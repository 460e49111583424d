namespace ModelCompiler;

/// <summary>
/// γ·x/√(mean(x²) + ε), the mean over all elements from one axis on (ONNX RMSNormalization). Shape unchanged.
/// </summary>
/// <remarks>Weights, with the shape of the axes from <see cref="Axis"/> on: <c>weight</c> γ.</remarks>
public sealed class RmsNormalizationAttribute : LayerAttribute
{
    /// <summary>The first axis of the statistics, the batch being axis 0.</summary>
    public int Axis { get; set; } = -1;

    /// <summary>ε, added to the mean of the squares.</summary>
    public double Epsilon { get; set; } = 0.00001;

    /// <summary>Whether there are trained γ; otherwise they are 1 and 0.</summary>
    public bool Affine { get; set; } = true;
}

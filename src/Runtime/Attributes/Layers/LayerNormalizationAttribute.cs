namespace ModelCompiler;

/// <summary>
/// γ·(x − μ)/√(σ² + ε) + β, μ and σ² being those of all elements from one axis on (ONNX LayerNormalization). Shape unchanged.
/// </summary>
/// <remarks>Weights, with the shape of the axes from <see cref="Axis"/> on: <c>weight</c> γ, <c>bias</c> β.</remarks>
public sealed class LayerNormalizationAttribute : LayerAttribute
{
    /// <summary>The first axis of the statistics, the batch being axis 0.</summary>
    public int Axis { get; set; } = -1;

    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 0.00001;

    /// <summary>Whether there are trained γ and β; otherwise they are 1 and 0.</summary>
    public bool Affine { get; set; } = true;
}

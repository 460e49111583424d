namespace ModelCompiler;

/// <summary>
/// γ·(x − μ)/√(σ² + ε) + β, μ and σ² being those of the channel (ONNX InstanceNormalization): [C, L…] → [C, L…].
/// </summary>
/// <remarks>Weights, each [C]: <c>weight</c> γ, <c>bias</c> β.</remarks>
public sealed class InstanceNormalizationAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 0.00001;

    /// <summary>Whether there are trained γ and β; otherwise they are 1 and 0.</summary>
    public bool Affine { get; set; } = true;
}

namespace ModelCompiler;

/// <summary>
/// γ·(x − μ)/√(σ² + ε) + β, μ and σ² being those of a group of channels, γ and β of a channel (ONNX GroupNormalization). Shape
/// unchanged.
/// </summary>
/// <remarks>Weights, each [C]: <c>weight</c> γ, <c>bias</c> β.</remarks>
/// <param name="groups">Number of groups; divides the channels.</param>
public sealed class GroupNormalizationAttribute(int groups) : LayerAttribute
{
    /// <summary>Number of groups; divides the channels.</summary>
    public int Groups { get; } = groups;

    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 0.00001;

    /// <summary>Whether there are trained γ and β; otherwise they are 1 and 0.</summary>
    public bool Affine { get; set; } = true;
}

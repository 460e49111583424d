namespace ModelCompiler;

/// <summary>
/// γ·(x − μ)/√(σ² + ε) + β for each channel, with stored statistics (ONNX BatchNormalization). Shape unchanged.
/// </summary>
/// <remarks>Weights, each [C]: <c>weight</c> γ, <c>bias</c> β, <c>running_mean</c> μ, <c>running_var</c> σ².</remarks>
public sealed class BatchNormalizationAttribute : ActivatedLayerAttribute
{
    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 0.00001;
}

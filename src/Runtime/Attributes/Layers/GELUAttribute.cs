namespace ModelCompiler;

/// <summary>
/// ½·x·(1 + erf(x/√2)), or ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), elementwise (ONNX Gelu). Shape unchanged.
/// </summary>
public sealed class GELUAttribute : LayerAttribute
{
    /// <summary>Whether the second formula is used.</summary>
    public GeluApproximation Approximate { get; set; }
}

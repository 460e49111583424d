namespace ModelCompiler;

/// <summary>x where x ≥ 0, else a·x with a trained a, elementwise (ONNX PRelu). Shape unchanged.</summary>
/// <remarks>Weights: <c>weight</c> [1], or [C].</remarks>
public sealed class PReLUAttribute : LayerAttribute
{
    /// <summary>Whether each channel has an a of its own.</summary>
    public bool PerChannel { get; set; }
}

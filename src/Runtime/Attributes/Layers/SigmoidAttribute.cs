namespace ModelCompiler;

/// <summary>1/(1 + e⁻ˣ), elementwise (ONNX Sigmoid). Shape unchanged.</summary>
public sealed class SigmoidAttribute : LayerAttribute;

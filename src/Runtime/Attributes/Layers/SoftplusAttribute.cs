namespace ModelCompiler;

/// <summary>ln(1 + eˣ), elementwise (ONNX Softplus). Shape unchanged.</summary>
public sealed class SoftplusAttribute : LayerAttribute;

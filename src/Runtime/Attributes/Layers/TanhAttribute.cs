namespace ModelCompiler;

/// <summary>tanh(x), elementwise (ONNX Tanh). Shape unchanged.</summary>
public sealed class TanhAttribute : LayerAttribute;

namespace ModelCompiler;

/// <summary>max(0, x), elementwise (ONNX Relu). Shape unchanged.</summary>
public sealed class ReLUAttribute : LayerAttribute;

namespace ModelCompiler;

/// <summary>min(max(0, x), 6), elementwise (ONNX Clip). Shape unchanged.</summary>
public sealed class ReLU6Attribute : LayerAttribute;

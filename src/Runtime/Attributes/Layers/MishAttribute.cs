namespace ModelCompiler;

/// <summary>x·tanh(ln(1 + eˣ)), elementwise (ONNX Mish). Shape unchanged.</summary>
public sealed class MishAttribute : LayerAttribute;

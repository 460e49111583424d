namespace ModelCompiler;

/// <summary>x/(1 + |x|), elementwise (ONNX Softsign). Shape unchanged.</summary>
public sealed class SoftsignAttribute : LayerAttribute;

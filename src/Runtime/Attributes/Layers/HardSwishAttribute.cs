namespace ModelCompiler;

/// <summary>x·max(0, min(1, x/6 + ½)), elementwise (ONNX HardSwish). Shape unchanged.</summary>
public sealed class HardSwishAttribute : LayerAttribute;

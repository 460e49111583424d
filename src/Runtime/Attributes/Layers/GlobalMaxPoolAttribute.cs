namespace ModelCompiler;

/// <summary>Maximum over each channel (ONNX GlobalMaxPool): [C, L…] → [C, 1…].</summary>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;

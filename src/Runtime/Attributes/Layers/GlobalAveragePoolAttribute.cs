namespace ModelCompiler;

/// <summary>Mean over each channel (ONNX GlobalAveragePool): [C, L…] → [C, 1…].</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;

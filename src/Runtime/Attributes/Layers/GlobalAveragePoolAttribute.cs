namespace ModelCompiler;

/// <summary>Mean over each channel (ONNX GlobalAveragePool): [C, H, W] → [C, 1, 1].</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;

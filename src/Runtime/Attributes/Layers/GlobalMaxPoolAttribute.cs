namespace ModelCompiler;

/// <summary>Maximum over each channel (ONNX GlobalMaxPool): [C, H, W] → [C, 1, 1].</summary>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;

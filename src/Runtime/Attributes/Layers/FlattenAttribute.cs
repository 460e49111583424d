namespace ModelCompiler;

/// <summary>All elements of a sample in one row (ONNX Flatten): [C, H, W] → [C·H·W].</summary>
public sealed class FlattenAttribute : LayerAttribute;

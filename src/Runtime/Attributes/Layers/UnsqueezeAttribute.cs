namespace ModelCompiler;

/// <summary>With a new axis of one element (ONNX Unsqueeze).</summary>
/// <param name="axis">The new axis as a position in the result, the batch being axis 0.</param>
public sealed class UnsqueezeAttribute(int axis) : LayerAttribute
{
    /// <summary>The new axis as a position in the result, the batch being axis 0.</summary>
    public int Axis { get; } = axis;
}

namespace ModelCompiler;

/// <summary>Without an axis of one element (ONNX Squeeze).</summary>
/// <param name="axis">The axis, the batch being axis 0.</param>
public sealed class SqueezeAttribute(int axis) : LayerAttribute
{
    /// <summary>The axis, the batch being axis 0.</summary>
    public int Axis { get; } = axis;
}

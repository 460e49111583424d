namespace ModelCompiler;

/// <summary>Axes in another order (ONNX Transpose).</summary>
/// <param name="axes">Which axis each axis of the result is, the batch being axis 0, which is not listed.</param>
public sealed class PermuteAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>Which axis each axis of the result is, the batch being axis 0, which is not listed.</summary>
    public int[] Axes { get; } = axes;
}

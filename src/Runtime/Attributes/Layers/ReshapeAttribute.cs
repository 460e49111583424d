namespace ModelCompiler;

/// <summary>The same elements in row-major order under another shape (ONNX Reshape).</summary>
/// <param name="shape">The new shape of one sample. One dimension may be −1 and follows from the others.</param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The new shape of one sample. One dimension may be −1 and follows from the others.</summary>
    public int[] Shape { get; } = shape;
}

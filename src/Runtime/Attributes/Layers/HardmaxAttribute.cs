namespace ModelCompiler;

/// <summary>1 for the first greatest element along an axis, 0 for the others (ONNX Hardmax). Shape unchanged.</summary>
public sealed class HardmaxAttribute : LayerAttribute
{
    /// <summary>Axis of the comparison, the batch being axis 0.</summary>
    public int Axis { get; set; } = 1;
}

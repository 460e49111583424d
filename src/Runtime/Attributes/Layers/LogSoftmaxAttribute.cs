namespace ModelCompiler;

/// <summary>x − ln(Σ eˣ) along an axis (ONNX LogSoftmax). Shape unchanged.</summary>
public sealed class LogSoftmaxAttribute : LayerAttribute
{
    /// <summary>Axis of the sum, the batch being axis 0.</summary>
    public int Axis { get; set; } = 1;
}

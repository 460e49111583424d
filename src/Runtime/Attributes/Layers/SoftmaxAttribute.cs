namespace ModelCompiler;

/// <summary>eˣ / Σ eˣ along an axis (ONNX Softmax). Shape unchanged.</summary>
public sealed class SoftmaxAttribute : LayerAttribute
{
    /// <summary>Axis along which the results sum to 1, the batch being axis 0.</summary>
    public int Axis { get; set; } = 1;
}

namespace ModelCompiler;

/// <summary>x where x &gt; α, else 0, elementwise (ONNX ThresholdedRelu). Shape unchanged.</summary>
public sealed class ThresholdedReLUAttribute : LayerAttribute
{
    /// <summary>α of the formula.</summary>
    public double Alpha { get; set; } = 1;
}

namespace ModelCompiler;

/// <summary>
/// x − bias where x &gt; λ, x + bias where x &lt; −λ, else 0, elementwise (ONNX Shrink). Shape unchanged.
/// </summary>
public sealed class ShrinkAttribute : LayerAttribute
{
    /// <summary>λ of the formula.</summary>
    public double Lambda { get; set; } = 0.5;

    /// <summary>What is taken off.</summary>
    public double Bias { get; set; }
}

namespace ModelCompiler;

/// <summary>x where x ≥ 0, else α·x, elementwise (ONNX LeakyRelu). Shape unchanged.</summary>
public sealed class LeakyReLUAttribute : LayerAttribute
{
    /// <summary>α of the formula.</summary>
    public double Alpha { get; set; } = 0.01;
}

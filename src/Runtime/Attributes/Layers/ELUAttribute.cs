namespace ModelCompiler;

/// <summary>x where x ≥ 0, else α·(eˣ − 1), elementwise (ONNX Elu). Shape unchanged.</summary>
public sealed class ELUAttribute : LayerAttribute
{
    /// <summary>α of the formula.</summary>
    public double Alpha { get; set; } = 1;
}

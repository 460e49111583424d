namespace ModelCompiler;

/// <summary>max(0, x) + min(0, α·(e^(x/α) − 1)), elementwise (ONNX Celu). Shape unchanged.</summary>
public sealed class CELUAttribute : LayerAttribute
{
    /// <summary>α of the formula.</summary>
    public double Alpha { get; set; } = 1;
}

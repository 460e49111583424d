namespace ModelCompiler;

/// <summary>(Σ |x|^p)^(1/p) over each channel (ONNX GlobalLpPool): [C, L…] → [C, 1…].</summary>
public sealed class GlobalLpPoolAttribute : LayerAttribute
{
    /// <summary>The exponent.</summary>
    public int P { get; set; } = 2;
}

namespace ModelCompiler;

/// <summary>max(0, min(1, α·x + β)), elementwise (ONNX HardSigmoid). Shape unchanged.</summary>
public sealed class HardSigmoidAttribute : LayerAttribute
{
    /// <summary>α of the formula.</summary>
    public double Alpha { get; set; } = 0.2;

    /// <summary>β of the formula.</summary>
    public double Beta { get; set; } = 0.5;
}

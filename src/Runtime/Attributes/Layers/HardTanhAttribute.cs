namespace ModelCompiler;

/// <summary>max(minimum, min(maximum, x)), elementwise (ONNX Clip). Shape unchanged.</summary>
public sealed class HardTanhAttribute : LayerAttribute
{
    /// <summary>The least result.</summary>
    public double Minimum { get; set; } = -1;

    /// <summary>The greatest result.</summary>
    public double Maximum { get; set; } = 1;
}

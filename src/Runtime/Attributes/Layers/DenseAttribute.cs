namespace ModelCompiler;

/// <summary>Fully connected layer y = W·x + b (ONNX Gemm): [F] → [units].</summary>
/// <remarks>Weights: <c>weight</c> [units, F], <c>bias</c> [units].</remarks>
/// <param name="units">Number of outputs.</param>
public sealed class DenseAttribute(int units) : ActivatedLayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}

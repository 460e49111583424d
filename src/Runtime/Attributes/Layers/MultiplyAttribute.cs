namespace ModelCompiler;

/// <summary>Product of two layers (ONNX Mul), broadcast as in ONNX.</summary>
/// <param name="inputs">Names of the two layers.</param>
public sealed class MultiplyAttribute(params string[] inputs) : ActivatedLayerAttribute
{
    /// <summary>Names of the two layers.</summary>
    public string[] Inputs { get; } = inputs;
}

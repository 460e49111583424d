namespace ModelCompiler;

/// <summary>Sum of two or more layers (ONNX Add), broadcast as in ONNX.</summary>
/// <param name="inputs">Names of the layers.</param>
public sealed class AddAttribute(params string[] inputs) : ActivatedLayerAttribute
{
    /// <summary>Names of the layers.</summary>
    public string[] Inputs { get; } = inputs;
}

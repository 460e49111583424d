namespace ModelCompiler;

/// <summary>Two or more layers one behind the other (ONNX Concat).</summary>
/// <param name="inputs">Names of the layers.</param>
public sealed class ConcatAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>Names of the layers.</summary>
    public string[] Inputs { get; } = inputs;

    /// <summary>Axis along which they are put, the batch being axis 0; 1 is channels or features.</summary>
    public int Axis { get; set; } = 1;
}

namespace ModelCompiler.Compiler.Onnx;

/// <summary>What a user says about a model before it is imported.</summary>
internal sealed record ImportOptions
{
    private static readonly Dictionary<string, long> NoDimensions = [];
    private static readonly Dictionary<string, OnnxTensor> NoTensors = [];

    /// <summary>The model's name; mostly that of its file.</summary>
    public string Name { get; init; } = "model";

    /// <summary>
    /// Numbers for symbolic dimensions by their symbols; a dimension without one is called <c>input[axis]</c>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Dimensions { get; init; } = NoDimensions;

    /// <summary>Values for inputs, which become constants: shapes may follow from them.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Bindings { get; init; } = NoTensors;

    /// <summary>
    /// Values that inputs will have. Dimensions that are not numbers follow from them, and they become constants, but only if shapes
    /// follow from their elements.
    /// </summary>
    public IReadOnlyDictionary<string, OnnxTensor> Offers { get; init; } = NoTensors;
}

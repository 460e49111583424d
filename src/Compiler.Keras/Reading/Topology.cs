namespace ModelCompiler.Compiler.Keras.Reading;

/// <summary>A model as the file writes it: the outermost one, or one that stands as a layer of another.</summary>
/// <param name="Name">Empty if it has none.</param>
/// <param name="IsSequential">Whether every layer reads the one before it; else the calls of layers say what is read.</param>
/// <param name="Inputs">The results that are the model's inputs, which are those of input layers; empty for a sequential model.</param>
/// <param name="Outputs">The results that are the model's outputs; empty for a sequential model.</param>
internal sealed record KerasModel(
    string Name, bool IsSequential, JsonPlace Place, IReadOnlyList<KerasNode> Layers,
    IReadOnlyList<KerasReference> Inputs, IReadOnlyList<KerasReference> Outputs);

/// <summary>A layer as the file writes it.</summary>
/// <param name="Config">The layer's options.</param>
/// <param name="Calls">What it is applied to; several where the model shares it.</param>
/// <param name="Inner">The model that the layer is; null for a plain layer.</param>
internal sealed record KerasNode(
    string ClassName, string Name, JsonPlace Config, JsonPlace Place, IReadOnlyList<KerasCall> Calls, KerasModel? Inner)
{
    public const string InputLayer = "InputLayer";

    public bool IsInput => ClassName == InputLayer;

    /// <summary>The layer in messages.</summary>
    public string Label => $"layer '{Name}' ({ClassName})";
}

/// <summary>One application of a layer.</summary>
/// <param name="Inputs">The results that it reads, in order.</param>
/// <param name="Arguments">Arguments by name that are no results.</param>
/// <param name="Constants">Arguments without a name that are no results.</param>
internal sealed record KerasCall(
    IReadOnlyList<KerasReference> Inputs, IReadOnlyDictionary<string, JsonPlace> Arguments, IReadOnlyList<JsonPlace> Constants)
{
    /// <summary>That of a layer which reads what a wrapper says.</summary>
    public static KerasCall None { get; } = new([], new Dictionary<string, JsonPlace>(), []);
}

/// <summary>A result of a layer.</summary>
/// <param name="Call">Which application of the layer.</param>
/// <param name="Output">Which of its results.</param>
/// <param name="Argument">The name of the argument that it is passed as; null if it is passed without one.</param>
internal sealed record KerasReference(string Layer, long Call, long Output, JsonPlace Place, string? Argument = null);

/// <summary>Which generation of Keras wrote the file: the meaning of some names depends on it.</summary>
internal enum KerasVersion
{
    /// <summary>Keras 1 and 2, and TensorFlow.js.</summary>
    Two,
    Three,
}

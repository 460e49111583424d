namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>How an operator of ONNX becomes layers: the only place that knows what it meant in older opsets.</summary>
/// <param name="Name">As in ONNX.</param>
/// <param name="Limits">What is not supported, for the docs; empty for nothing.</param>
/// <param name="Map">Adds layers and gives the node its results.</param>
internal sealed record OperatorMapping(string Name, string Limits, Action<OperatorNode> Map);

/// <summary>A node cannot be imported; the message says why, as the rest of a sentence that begins with the node.</summary>
internal sealed class MappingException(string message) : Exception(message);

/// <summary>The layers of a node were reported not to fit together.</summary>
internal sealed class MisfitException : Exception;

/// <summary>A value that has to be known follows from inputs of the model: they must be bound.</summary>
/// <param name="inputs">The layers of these inputs.</param>
/// <param name="operand">What ONNX calls the operand that has to be known.</param>
internal sealed class UnboundInputException(IReadOnlyCollection<ImportedLayer> inputs, string operand)
    : Exception($"needs '{operand}' to be constant")
{
    public IReadOnlyCollection<ImportedLayer> Inputs { get; } = inputs;

    public string Operand { get; } = operand;
}

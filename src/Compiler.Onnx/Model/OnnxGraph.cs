using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>A graph: the model's, or one that a node runs.</summary>
/// <param name="Nodes">Ordered so that each stands behind those whose results it reads.</param>
/// <param name="Initializers">Constants; where an input has the same name, the initializer is its value.</param>
/// <param name="Inputs">All inputs of the file, those with an initializer included.</param>
/// <param name="ValueInfos">Types of values between the nodes, as far as the exporter knew them; sequences and the like are left out.</param>
/// <param name="Captures">Values of the graphs around this one that it reads; empty for the model's graph.</param>
internal sealed record OnnxGraph(
    string Name,
    EquatableArray<OnnxNode> Nodes,
    EquatableArray<OnnxTensor> Initializers,
    EquatableArray<OnnxValueInfo> Inputs,
    EquatableArray<OnnxValueInfo> Outputs,
    EquatableArray<OnnxValueInfo> ValueInfos,
    EquatableArray<string> Captures)
{
    /// <summary>The inputs that have no initializer: a caller must give them.</summary>
    public IEnumerable<OnnxValueInfo> RequiredInputs
    {
        get
        {
            var constants = Initializers.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
            return Inputs.Where(input => !constants.Contains(input.Name));
        }
    }
}

/// <summary>A node.</summary>
/// <param name="Domain">Empty for ONNX's own operators, also where the file says <c>ai.onnx</c>.</param>
/// <param name="Inputs">Names of values; an empty one stands for an optional input that is absent.</param>
/// <param name="Outputs">Names of values; an empty one stands for an output that nobody needs.</param>
/// <param name="Place">How messages call it.</param>
internal sealed record OnnxNode(
    string Name,
    string Domain,
    string OpType,
    EquatableArray<string> Inputs,
    EquatableArray<string> Outputs,
    EquatableArray<OnnxAttribute> Attributes,
    OnnxPlace Place)
{
    /// <summary>The attribute of that name; null if it is not given.</summary>
    public OnnxAttribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}

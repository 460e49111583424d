namespace ModelCompiler.Compiler.Onnx;

/// <summary>A place in a model, as messages call it: <c>node 3 'conv1' (Conv)</c>.</summary>
/// <param name="Kind">What it is: node, initializer, input, attribute.</param>
/// <param name="Name">Its name; empty for none.</param>
/// <param name="Index">Its number in the file, from 0; −1 where the name tells it apart.</param>
/// <param name="Operator">The operator of a node; empty otherwise.</param>
/// <param name="Around">What it is in: the node of an attribute, the attribute of a subgraph's node; null for the model.</param>
internal sealed record OnnxPlace(string Kind, string Name, int Index = -1, string Operator = "", OnnxPlace? Around = null)
{
    public override string ToString()
    {
        var index = Index < 0 ? "" : $" {Index}";
        var name = Name.Length == 0 ? "" : $" '{Name}'";
        var type = Operator.Length == 0 ? "" : $" ({Operator})";
        return $"{Kind}{index}{name}{type}{(Around is null ? "" : $" of {Around}")}";
    }
}

using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Writing;

/// <summary>
/// Names for values and nodes. Those of inputs and outputs are the model's own, since callers use them; others keep theirs where
/// nothing else has it.
/// </summary>
internal sealed class ValueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "" };
    private readonly HashSet<string> _nodes = new(StringComparer.Ordinal) { "" };
    private readonly Dictionary<Value, string> _names = [];

    public ValueNames(Graph graph)
    {
        foreach (var value in graph.Inputs.Concat(graph.Outputs))
            _names.Add(value, Take(value.Name));
    }

    public string Of(Value value)
    {
        if (!_names.TryGetValue(value, out var name))
            _names.Add(value, name = Take(value.Name));
        return name;
    }

    /// <summary>Gives a value the name of another from now on.</summary>
    public void Redirect(Value value, string name) => _names[value] = name;

    /// <summary>The name, with a number behind it if another value has it.</summary>
    public string Take(string wish) => Take(wish, _taken);

    /// <summary>A name for the node that computes a value; nodes and values may have the same names.</summary>
    public string TakeNode(string output) => Take(output, _nodes);

    private static string Take(string wish, HashSet<string> taken)
    {
        var name = wish;
        for (var i = 2; !taken.Add(name); i++)
            name = $"{wish}_{i}";
        return name;
    }
}

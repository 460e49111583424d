namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>The values that nodes of one graph can read: its own, and those of the graphs around it.</summary>
internal sealed class GraphScope(GraphScope? outer)
{
    /// <summary>Stands in place of a node for what an input or initializer gives.</summary>
    public const int NoNode = -1;

    private readonly Dictionary<string, int> _producers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _captured = new(StringComparer.Ordinal);

    /// <summary>The names of the graph's own values.</summary>
    public IReadOnlyCollection<string> Names => _producers.Keys;

    /// <summary>The values of graphs around this one that were resolved, in the order in which they were.</summary>
    public IReadOnlyCollection<string> Captured => _captured;

    /// <summary>Notes that a node, or an input or initializer, gives a value; false if one does already.</summary>
    public bool Define(string name, int producer) => _producers.TryAdd(name, producer);

    /// <summary>The index of the node that gives a value of this graph; null for one that no node of this graph gives.</summary>
    public int? ProducerOf(string name) =>
        _producers.TryGetValue(name, out var producer) && producer != NoNode ? producer : null;

    /// <summary>Whether a name means anything here. A value of the nearest graph wins.</summary>
    public bool Resolve(string name)
    {
        if (_producers.ContainsKey(name))
            return true;
        if (outer?.Resolve(name) != true)
            return false;
        _captured.Add(name);
        return true;
    }
}

using System.Globalization;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>Collects the nodes of operators for a message that names them all.</summary>
internal sealed class OperatorListing
{
    // The count tells the rest.
    private const int NamedNodes = 3;

    private readonly SortedDictionary<string, List<OnnxPlace>> _operators = new(StringComparer.Ordinal);

    public bool Any => _operators.Count > 0;

    public void Add(string name, OnnxPlace node)
    {
        if (!_operators.TryGetValue(name, out var nodes))
            _operators.Add(name, nodes = []);
        nodes.Add(node);
    }

    /// <summary>Each operator with its count and the first of its nodes: <c>Gelu (2: node 3 'a', node 7 'b')</c>.</summary>
    public override string ToString() => string.Join(", ", _operators.Select(pair =>
    {
        var nodes = string.Join(", ", pair.Value.Take(NamedNodes).Select(node => (node with { Operator = "", Around = null }).ToString()));
        var count = pair.Value.Count.ToString(CultureInfo.InvariantCulture);
        return $"{pair.Key} ({count}: {nodes}{(pair.Value.Count > NamedNodes ? ", …" : "")})";
    }));
}

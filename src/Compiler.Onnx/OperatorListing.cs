using System.Globalization;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>Collects the nodes of operators for a message that names them all.</summary>
internal sealed class OperatorListing
{
    // A message of more characters is cut, and every operator matters more than the names of its nodes.
    private const int Length = 450;

    private readonly SortedDictionary<string, List<OnnxPlace>> _operators = new(StringComparer.Ordinal);

    public bool Any => _operators.Count > 0;

    public void Add(string name, OnnxPlace node)
    {
        if (!_operators.TryGetValue(name, out var nodes))
            _operators.Add(name, nodes = []);
        nodes.Add(node);
    }

    /// <summary>
    /// Each operator with its count and the first of its nodes: <c>Gelu (2: node 3 'a', node 7 'b')</c>; fewer nodes, or none, if
    /// there are many operators.
    /// </summary>
    public override string ToString() =>
        new[] { 3, 1 }.Select(Listing).FirstOrDefault(text => text.Length <= Length) ?? Listing(0);

    private string Listing(int namedNodes) => string.Join(", ", _operators.Select(pair =>
    {
        var nodes = string.Join(", ", pair.Value.Take(namedNodes).Select(node => (node with { Operator = "", Around = null }).ToString()));
        var count = pair.Value.Count.ToString(CultureInfo.InvariantCulture);
        var more = pair.Value.Count > namedNodes ? ", …" : "";
        return namedNodes == 0 ? $"{pair.Key} ({count})" : $"{pair.Key} ({count}: {nodes}{more})";
    }));
}

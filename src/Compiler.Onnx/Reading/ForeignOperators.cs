using System.Globalization;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>
/// Collects the nodes whose operators ONNX does not define itself, so that one message per domain names them all.
/// </summary>
internal sealed class ForeignOperators
{
    // The count tells the rest.
    private const int NamedNodes = 3;

    private readonly Dictionary<string, SortedDictionary<string, List<OnnxPlace>>> _domains = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<OnnxPlace>> _functions = new(StringComparer.Ordinal);
    private HashSet<(string Domain, string Name)> _defined = [];

    public bool Any => _domains.Count + _functions.Count > 0;

    /// <summary>Sets the functions that the model defines itself: they come before ONNX's operators.</summary>
    public void Define(IEnumerable<(string Domain, string Name)> functions) => _defined = [.. functions];

    /// <summary>Notes a node if its operator is foreign.</summary>
    public void Note(string domain, OnnxPlace node)
    {
        if (_defined.Contains((domain, node.Operator)))
            Add(_functions, domain.Length == 0 ? node.Operator : $"{domain}.{node.Operator}", node);
        else if (domain.Length > 0)
            Add(_domains.TryGetValue(domain, out var known) ? known : _domains[domain] = new(StringComparer.Ordinal), node.Operator, node);
    }

    public void Report(ReadContext context)
    {
        if (_functions.Count > 0)
            context.Report(Mistake.FunctionCalled, Listing(_functions));
        foreach (var (domain, operators) in _domains)
            context.Report(Mistake.DomainUnsupported, domain, Listing(operators));
    }

    private static void Add(SortedDictionary<string, List<OnnxPlace>> operators, string name, OnnxPlace node)
    {
        if (!operators.TryGetValue(name, out var nodes))
            operators.Add(name, nodes = []);
        nodes.Add(node);
    }

    /// <summary>Each operator with its count and the first of its nodes: <c>Gelu (2: node 3 'a', node 7 'b')</c>.</summary>
    private static string Listing(SortedDictionary<string, List<OnnxPlace>> operators) => string.Join(", ", operators.Select(pair =>
    {
        var nodes = string.Join(", ", pair.Value.Take(NamedNodes).Select(node => (node with { Operator = "", Around = null }).ToString()));
        var count = pair.Value.Count.ToString(CultureInfo.InvariantCulture);
        return $"{pair.Key} ({count}: {nodes}{(pair.Value.Count > NamedNodes ? ", …" : "")})";
    }));
}

using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>
/// Collects the nodes whose operators ONNX does not define itself, so that one message per domain names them all.
/// </summary>
internal sealed class ForeignOperators
{
    private readonly Dictionary<string, OperatorListing> _domains = new(StringComparer.Ordinal);
    private readonly OperatorListing _functions = new();
    private HashSet<(string Domain, string Name)> _defined = [];

    public bool Any => _domains.Count > 0 || _functions.Any;

    /// <summary>Sets the functions that the model defines itself: they come before ONNX's operators.</summary>
    public void Define(IEnumerable<(string Domain, string Name)> functions) => _defined = [.. functions];

    /// <summary>Notes a node if its operator is foreign.</summary>
    public void Note(string domain, OnnxPlace node)
    {
        if (_defined.Contains((domain, node.Operator)))
            _functions.Add(domain.Length == 0 ? node.Operator : $"{domain}.{node.Operator}", node);
        else if (domain.Length > 0)
            (_domains.TryGetValue(domain, out var known) ? known : _domains[domain] = new()).Add(node.Operator, node);
    }

    public void Report(ReadContext context)
    {
        if (_functions.Any)
            context.Report(Mistake.FunctionCalled, _functions);
        foreach (var (domain, operators) in _domains)
            context.Report(Mistake.DomainUnsupported, domain, operators);
    }
}

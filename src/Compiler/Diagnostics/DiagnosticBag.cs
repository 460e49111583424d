namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>Collects the diagnostics of one compilation in the order in which they were found.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<CompilerDiagnostic> _diagnostics = [];

    public IReadOnlyList<CompilerDiagnostic> Diagnostics => _diagnostics;

    public bool HasErrors => _diagnostics.Exists(d => d.IsError);

    public void Report(DiagnosticDescription description, DiagnosticTarget target, params object[] arguments) =>
        _diagnostics.Add(description.At(target, arguments));

    public void AddRange(IEnumerable<CompilerDiagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);
}

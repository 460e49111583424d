using ModelCompiler.Compiler.Diagnostics;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>What all parts of one reading share: the mistakes so far, the files beside the model, calls of foreign operators.</summary>
internal sealed class ReadContext(DiagnosticBag diagnostics, IExternalData external)
{
    // Whoever has to mend more than this mends the exporter; a damaged file of a million nodes must not print a million lines.
    private const int MaximumMistakes = 50;

    // A suggestion compares the name with every candidate.
    private const int MaximumCandidates = 1000;

    private int _mistakes;

    public bool HasErrors => _mistakes > 0;

    public ExternalTensors External { get; } = new(external);

    /// <summary>Nodes whose operator is none of ONNX's own.</summary>
    public ForeignOperators Foreign { get; } = new();

    public void Report(DiagnosticDescription description, params object[] arguments)
    {
        if (description.Severity == DiagnosticSeverity.Error && ++_mistakes > MaximumMistakes)
            return;
        diagnostics.Report(description, DiagnosticTarget.Model, arguments);
    }

    /// <summary>The end of a message about a name that is not there.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> candidates) =>
        candidates.Count <= MaximumCandidates ? NearestName.Suggest(name, candidates) : "";

    /// <summary>Says how many mistakes were not reported.</summary>
    public void Finish()
    {
        if (_mistakes > MaximumMistakes)
            diagnostics.Report(Mistake.FurtherMistakes, DiagnosticTarget.Model, _mistakes - MaximumMistakes);
    }
}

using ModelCompiler.Compiler.Diagnostics;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>Reports mistakes of a file up to a number that people can read.</summary>
internal sealed class MistakeList(DiagnosticBag diagnostics)
{
    // Whoever has to mend more than this mends the exporter; a damaged file of a million nodes must not print a million lines.
    private const int MaximumMistakes = 50;

    // A suggestion compares the name with every candidate.
    private const int MaximumCandidates = 1000;

    private int _mistakes;

    public bool HasErrors => _mistakes > 0;

    public void Report(DiagnosticDescription description, params object[] arguments) =>
        Report(description.At(DiagnosticTarget.Model, arguments));

    public void Report(CompilerDiagnostic diagnostic)
    {
        if (!diagnostic.IsError || ++_mistakes <= MaximumMistakes)
            diagnostics.AddRange([diagnostic]);
    }

    /// <summary>The end of a message about a name that is not there.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> candidates) =>
        candidates.Count <= MaximumCandidates ? NearestName.Suggest(name, candidates).Text : "";

    /// <summary>Says how many mistakes were not reported.</summary>
    public void Finish()
    {
        if (_mistakes > MaximumMistakes)
            diagnostics.Report(Mistake.FurtherMistakes, DiagnosticTarget.Model, _mistakes - MaximumMistakes);
    }
}

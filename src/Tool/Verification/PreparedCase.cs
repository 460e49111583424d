using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>A case on its way: read and planned, or already at its end.</summary>
/// <param name="Outcome">Null if the case is to be compiled and run.</param>
internal sealed record PreparedCase(string Folder, IReadOnlyList<CaseProgram> Programs, CaseOutcome? Outcome)
{
    // What these say is not "wrong", but "not here".
    private static readonly HashSet<string> UnsupportedIds =
    [
        DiagnosticCatalog.Onnx.OpsetUnsupported.Id, DiagnosticCatalog.Onnx.DomainUnsupported.Id, DiagnosticCatalog.Onnx.FunctionCalled.Id,
        DiagnosticCatalog.Onnx.TrainingInfo.Id, DiagnosticCatalog.Onnx.ValueKindUnsupported.Id, DiagnosticCatalog.Onnx.AttributeUnsupported.Id,
        DiagnosticCatalog.Onnx.ElementTypeUnsupported.Id, DiagnosticCatalog.Onnx.NotATensor.Id, DiagnosticCatalog.Onnx.TensorSparse.Id,
        DiagnosticCatalog.Onnx.OperatorsUnsupported.Id, DiagnosticCatalog.Onnx.InputUnsupported.Id, DiagnosticCatalog.Tool.TestDataType.Id,
    ];

    public IEnumerable<string> BoundInputs => Programs.SelectMany(program => program.Model.BoundInputs).Distinct();

    /// <summary>Reads and plans a case. Nothing is thrown, whatever the files are.</summary>
    public static PreparedCase Of(string folder, CompilerOptions options)
    {
        var report = Report.Silent();
        try
        {
            var programs = Prepare(folder, options, report);
            return programs is null ? new PreparedCase(folder, [], OutcomeOf(folder, report)) : new PreparedCase(folder, programs, null);
        }
        catch (Exception exception)
        {
            return new PreparedCase(folder, [], CaseOutcome.Failed(folder, exception));
        }
    }

    private static List<CaseProgram>? Prepare(string folder, CompilerOptions options, Report report)
    {
        if (CaseModel.Read(folder, report) is not { } model || TestDataSet.ReadAll(folder, report) is not { } sets)
            return null;
        if (sets.SelectMany(set => set.Inputs.Concat(set.Outputs)).FirstOrDefault(tensor => tensor.Values is null) is { } foreign)
        {
            report.Error(folder, DiagnosticCatalog.Tool.TestDataType, foreign.TypeText);
            return null;
        }

        var programs = new List<CaseProgram>();
        foreach (var set in sets)
            if (!Add(set, model, programs, options, report))
                return null;
        return programs;
    }

    private static bool Add(TestDataSet set, CaseModel model, List<CaseProgram> programs, CompilerOptions options, Report report)
    {
        if (set.Inputs.Count != model.Inputs.Count)
        {
            report.Error(set.Name, DiagnosticCatalog.Tool.TestDataCount, model.Inputs.Count, set.Inputs.Count);
            return false;
        }

        if (model.Specialize(set.Inputs, report) is not { } specialized)
            return false;
        if (programs.Count > 0 && programs[^1].Model == specialized)
            programs[^1] = programs[^1] with { Sets = [.. programs[^1].Sets, set] };
        else if (specialized.Model.Plan(options, report) is { } planned && planned.FindWeights(report) is { } weights)
            programs.Add(new CaseProgram(specialized, planned, weights, model.Inputs, [set]));
        else
            return false;
        return true;
    }

    private static CaseOutcome OutcomeOf(string folder, Report report)
    {
        var mistakes = report.Reported.Where(diagnostic => diagnostic.IsError).ToList();
        if (mistakes.Count == 0)
            return CaseOutcome.Failed(folder, "internal error: nothing says what is wrong");
        return mistakes.TrueForAll(diagnostic => UnsupportedIds.Contains(diagnostic.Id))
            ? new CaseOutcome(folder, Verdict.Unsupported, Join(mistakes), [])
            : CaseOutcome.Failed(folder, $"compile error: {Join(mistakes)}");
    }

    private static string Join(IEnumerable<CompilerDiagnostic> diagnostics) => string.Join("; ", diagnostics.Select(diagnostic => diagnostic.ToString()));
}

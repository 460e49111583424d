using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.Generator;

/// <summary>Takes failures out of the pipeline and reports them.</summary>
internal static class CheckedSteps
{
    /// <summary>The values of steps that succeeded; those that failed are reported as internal errors.</summary>
    /// <param name="subject">On what the compiler failed, for the message.</param>
    public static IncrementalValuesProvider<T> Checked<T>(
        this IncrementalValuesProvider<Outcome<T>> outcomes, IncrementalGeneratorInitializationContext context, string subject)
        where T : class
    {
        context.RegisterSourceOutput(
            outcomes.Where(static outcome => outcome.Failure is not null),
            (output, outcome) => output.ReportDiagnostic(InternalError.At(subject, outcome.Failure!)));
        return outcomes.Where(static outcome => outcome.Value is not null).Select(static (outcome, _) => outcome.Value!);
    }
}

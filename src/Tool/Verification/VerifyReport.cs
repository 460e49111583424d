using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>Prints what came of cases.</summary>
internal static class VerifyReport
{
    /// <param name="withPassed">Whether cases that passed have a line too.</param>
    public static void Print(IReadOnlyList<CaseOutcome> outcomes, bool withPassed, Report report)
    {
        foreach (var outcome in outcomes.Where(outcome => withPassed || outcome.Verdict != Verdict.Passed))
            report.Line($"{WordFor(outcome.Verdict),-12} {outcome.Folder}: {outcome.Reason}{BoundText(outcome, withPassed)}");
        var bound = outcomes.Count(outcome => outcome.BoundInputs.Count > 0);
        if (bound > 0)
            report.Line(
                $"{Units.Count(bound)} of them ({Units.Count(outcomes.Count(outcome => outcome.BoundInputs.Count > 0 && outcome.Verdict == Verdict.Passed))} passed) with inputs that determine shapes, bound to the values of the test data");
        report.Line(
            $"{Units.Count(Number(Verdict.Passed))} passed, {Units.Count(Number(Verdict.Failed))} failed, {Units.Count(Number(Verdict.Unsupported))} unsupported");
        if (Number(Verdict.Failed) > 0)
            report.Fail();

        int Number(Verdict verdict) => outcomes.Count(outcome => outcome.Verdict == verdict);
    }

    private static string WordFor(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "failed",
        _ => "unsupported",
    };

    private static string BoundText(CaseOutcome outcome, bool isWanted) =>
        isWanted && outcome.BoundInputs.Count > 0 ? $" (bound: {string.Join(", ", outcome.BoundInputs)})" : "";
}

namespace ModelCompiler.Tool.Verification;

/// <summary>How a case ended.</summary>
internal enum Verdict
{
    Passed,
    Failed,

    /// <summary>The model needs something that the compiler says it does not have; that is no wrong answer.</summary>
    Unsupported,
}

/// <summary>What came of a case.</summary>
/// <param name="Folder">The case's folder, as the user's words lead to it.</param>
/// <param name="Reason">What went wrong; for a case that passed, how exactly.</param>
/// <param name="BoundInputs">Inputs that determine shapes and were given the values of the test data.</param>
internal sealed record CaseOutcome(string Folder, Verdict Verdict, string Reason, IReadOnlyList<string> BoundInputs)
{
    public static CaseOutcome Failed(string folder, string reason, IReadOnlyList<string>? boundInputs = null) =>
        new(folder, Verdict.Failed, reason, boundInputs ?? []);

    /// <summary>An exception: a mistake of the compiler, of generated code or of the tool, whatever the model is.</summary>
    public static CaseOutcome Failed(string folder, Exception exception) =>
        Failed(folder, $"internal error: {exception.GetType().Name}: {exception.Message}");
}

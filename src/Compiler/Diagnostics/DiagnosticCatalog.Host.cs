namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>What a host says of its own accord.</summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription InternalError = new("MC0001", "Internal error",
        "The compiler failed on '{0}', which is a mistake of the compiler and not of the model: {1}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescription ModelCost = new("MC0002", "Cost of a model",
        "{0}: {1} parameters, {2} MACs, {3} weight bytes, {4} arena bytes", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescription InvalidInlineWeightLimit = new("MC0003", "Invalid ModelCompilerInlineWeightLimit",
        "The property ModelCompilerInlineWeightLimit is '{0}', but must be a whole number from 0 to 2147483647", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescription InvalidTarget = new("MC0037", "Invalid ModelCompilerTarget",
        "The property ModelCompilerTarget is '{0}', but must be {1}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescription InvalidProfile = new("MC0043", "Invalid ModelCompilerProfile",
        "The property ModelCompilerProfile is '{0}', but must be true or false", DiagnosticSeverity.Error);
}

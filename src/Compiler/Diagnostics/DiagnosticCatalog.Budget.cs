namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>
/// Models that cost more than they may. {0} is the model's name, {1} what it costs, {2} what it may cost, {3} the layers that it is made of.
/// </summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription ArenaBeyondBudget = BudgetError("MC0040", "Arena beyond its budget",
        "The arena of '{0}' takes {1} bytes, but may take {2}; where most is alive it holds {3}");

    public static readonly DiagnosticDescription WeightsBeyondBudget = BudgetError("MC0041", "Weights beyond their budget",
        "The weights of '{0}' take {1} bytes, but may take {2}; most are those of {3}");

    public static readonly DiagnosticDescription MacsBeyondBudget = BudgetError("MC0042", "Multiply-adds beyond their budget",
        "A run of '{0}' takes {1} multiply-adds, but may take {2}; most are those of {3}");

    private static DiagnosticDescription BudgetError(string id, string title, string message) =>
        new(id, title, message, DiagnosticSeverity.Error);
}

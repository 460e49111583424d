using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Budget as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ArenaBeyondBudget = new(
        "MC0040", "Arena beyond its budget",
        "The arena of '{0}' takes {1} bytes, but may take {2}; where most is alive it holds {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0040.md");

    public static readonly DiagnosticDescriptor WeightsBeyondBudget = new(
        "MC0041", "Weights beyond their budget",
        "The weights of '{0}' take {1} bytes, but may take {2}; most are those of {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0041.md");

    public static readonly DiagnosticDescriptor MacsBeyondBudget = new(
        "MC0042", "Multiply-adds beyond their budget",
        "A run of '{0}' takes {1} multiply-adds, but may take {2}; most are those of {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0042.md");
}

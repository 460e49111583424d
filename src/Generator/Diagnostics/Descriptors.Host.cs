using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Host as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor InternalError = new(
        "MC0001", "Internal error",
        "The compiler failed on '{0}', which is a mistake of the compiler and not of the model: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0001.md");

    public static readonly DiagnosticDescriptor ModelCost = new(
        "MC0002", "Cost of a model",
        "{0}: {1} parameters, {2} MACs, {3} weight bytes, {4} arena bytes",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0002.md");

    public static readonly DiagnosticDescriptor InvalidInlineWeightLimit = new(
        "MC0003", "Invalid ModelCompilerInlineWeightLimit",
        "The property ModelCompilerInlineWeightLimit is '{0}', but must be a whole number from 0 to "
        + "2147483647",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0003.md");

    public static readonly DiagnosticDescriptor InvalidTarget = new(
        "MC0037", "Invalid ModelCompilerTarget",
        "The property ModelCompilerTarget is '{0}', but must be {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0037.md");

    public static readonly DiagnosticDescriptor InvalidProfile = new(
        "MC0043", "Invalid ModelCompilerProfile",
        "The property ModelCompilerProfile is '{0}', but must be true or false",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0043.md");
}

using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Weights as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor WeightMissing = new(
        "MC0300", "Weight is missing",
        "'{0}' has no tensor '{1}' of shape {2}, which the model needs{3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0300.md");

    public static readonly DiagnosticDescriptor WeightMisshaped = new(
        "MC0301", "Weight has another shape",
        "Tensor '{1}' of '{0}' has the shape {3}, but the model needs {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0301.md");

    public static readonly DiagnosticDescriptor WeightNotFinite = new(
        "MC0302", "Weight is not finite",
        "Tensor '{1}' of '{0}' has {2} elements that are NaN or infinite; the first one is {3} at {4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0302.md");

    public static readonly DiagnosticDescriptor WeightSurplus = new(
        "MC0303", "Weight is not used",
        "Tensor '{1}' of '{0}', of shape {2}, belongs to no layer of the model and is not used",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0303.md");

    public static readonly DiagnosticDescriptor WeightNotShort = new(
        "MC0304", "Weight is no number of bfloat16",
        "Tensor '{1}' of '{0}' has {2} elements that are no numbers of bfloat16, as the model says; the first one is {3} at {4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0304.md");
}

using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Definition as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor PropertyOutOfRange = new(
        "MC0250", "Property out of range",
        "{0}: '{1}' must be {2}, but is {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0250.md");

    public static readonly DiagnosticDescriptor PropertyWrongCount = new(
        "MC0251", "Wrong number of elements",
        "{0}: '{1}' takes {2}, but has {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0251.md");

    public static readonly DiagnosticDescriptor PropertyUnknownMember = new(
        "MC0252", "Unknown value",
        "{0}: '{1}' has no value '{2}'{3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0252.md");

    public static readonly DiagnosticDescriptor PropertyNull = new(
        "MC0253", "Property is null",
        "{0}: '{1}' is null; give it a value or leave it out",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0253.md");

    public static readonly DiagnosticDescriptor PropertyMissing = new(
        "MC0254", "Required property is missing",
        "{0} needs '{1}': {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0254.md");

    public static readonly DiagnosticDescriptor PropertyGivenTwice = new(
        "MC0255", "Property given twice",
        "{0}: '{1}' is given twice, as '{2}' and as '{3}'; keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0255.md");
}

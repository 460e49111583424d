using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Json as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor JsonSyntax = new(
        "MC0200", "Invalid JSON",
        "The file is no valid JSON: {0}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0200.md");

    public static readonly DiagnosticDescriptor JsonTooDeep = new(
        "MC0201", "JSON nested too deeply",
        "The file is nested more than {0} levels deep",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0201.md");

    public static readonly DiagnosticDescriptor JsonEmpty = new(
        "MC0202", "Empty file",
        "The file is empty; a model begins with {{ \"layers\": [ {{ \"type\": \"Input\", \"shape\": [1, 28, "
        + "28] }} ] }}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0202.md");

    public static readonly DiagnosticDescriptor JsonInvalidText = new(
        "MC0203", "Invalid Unicode",
        "The text contains half of a surrogate pair, which is no character",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0203.md");

    public static readonly DiagnosticDescriptor JsonDuplicateProperty = new(
        "MC0204", "Duplicate property",
        "'{0}' is written twice in the same object; keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0204.md");

    public static readonly DiagnosticDescriptor JsonUnknownProperty = new(
        "MC0205", "Unknown property",
        "{0} has no property '{1}'{2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0205.md");

    public static readonly DiagnosticDescriptor JsonMissingProperty = new(
        "MC0206", "Missing property",
        "{0} needs the property '{1}': {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0206.md");

    public static readonly DiagnosticDescriptor JsonWrongType = new(
        "MC0207", "Wrong type of value",
        "{0} must be {1}, but is {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0207.md");

    public static readonly DiagnosticDescriptor JsonNumberTooLarge = new(
        "MC0208", "Number too large",
        "The number {0} is too large",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0208.md");

    public static readonly DiagnosticDescriptor JsonUnknownLayer = new(
        "MC0209", "Unknown layer type",
        "There is no layer type '{0}'{1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0209.md");

    public static readonly DiagnosticDescriptor WeightManifestInvalid = new(
        "MC0240", "Invalid weight manifest",
        "The weight manifest cannot be used: {0}; it is written by the build, so rebuild the project",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0240.md");
}

using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Features as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor HeadsDoNotDivideFeatures = new(
        "MC0580", "Heads do not divide the features",
        "{0}: 'heads' must divide the number of features, but '{1}' has {2} and there are {3} heads",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0580.md");

    public static readonly DiagnosticDescriptor GroupsDoNotDivideChannels = new(
        "MC0581", "Groups do not divide the channels",
        "{0}: 'groups' must divide the number of channels, but '{1}' has {2} and there are {3} groups",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0581.md");

    public static readonly DiagnosticDescriptor AttentionOperandsDiffer = new(
        "MC0583", "Queries, keys and values do not fit each other",
        "{0}: queries '{1}' of shape {2}, keys '{3}' of shape {4} and values '{5}' of shape {6} do not fit; all need "
        + "the same number of features, keys and values the same number of steps",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0583.md");

    public static readonly DiagnosticDescriptor MinimumAboveMaximum = new(
        "MC0584", "Minimum above maximum",
        "{0}: 'minimum' is {1} and 'maximum' is {2}, so that nothing lies between; exchange them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0584.md");
}

namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>
/// What can be wrong with one property of a layer, whichever front end reads it. {0} is the layer's kind, {1} the property.
/// </summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription PropertyOutOfRange = PropertyError("MC0250", "Property out of range",
        "{0}: '{1}' must be {2}, but is {3}");

    public static readonly DiagnosticDescription PropertyWrongCount = PropertyError("MC0251", "Wrong number of elements",
        "{0}: '{1}' takes {2}, but has {3}");

    public static readonly DiagnosticDescription PropertyUnknownMember = PropertyError("MC0252", "Unknown value",
        "{0}: '{1}' has no value '{2}'{3}");

    public static readonly DiagnosticDescription PropertyNull = PropertyError("MC0253", "Property is null",
        "{0}: '{1}' is null; give it a value or leave it out");

    public static readonly DiagnosticDescription PropertyMissing = PropertyError("MC0254", "Required property is missing",
        "{0} needs '{1}': {2}");

    public static readonly DiagnosticDescription PropertyGivenTwice = PropertyError("MC0255", "Property given twice",
        "{0}: '{1}' is given twice, as '{2}' and as '{3}'; keep one");

    private static DiagnosticDescription PropertyError(string id, string title, string message) =>
        new(id, title, message, DiagnosticSeverity.Error);
}

namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>What can be wrong with the text of a JSON file.</summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription JsonSyntax = JsonError("MC0200", "Invalid JSON",
        "The file is no valid JSON: {0}");

    public static readonly DiagnosticDescription JsonTooDeep = JsonError("MC0201", "JSON nested too deeply",
        "The file is nested more than {0} levels deep");

    public static readonly DiagnosticDescription JsonEmpty = JsonError("MC0202", "Empty file",
        "The file is empty; a model begins with {{ \"layers\": [ {{ \"type\": \"Input\", \"shape\": [1, 28, 28] }} ] }}");

    public static readonly DiagnosticDescription JsonInvalidText = JsonError("MC0203", "Invalid Unicode",
        "The text contains half of a surrogate pair, which is no character");

    public static readonly DiagnosticDescription JsonDuplicateProperty = JsonError("MC0204", "Duplicate property",
        "'{0}' is written twice in the same object; keep one");

    public static readonly DiagnosticDescription JsonUnknownProperty = JsonError("MC0205", "Unknown property",
        "{0} has no property '{1}'{2}");

    public static readonly DiagnosticDescription JsonMissingProperty = JsonError("MC0206", "Missing property",
        "{0} needs the property '{1}': {2}");

    public static readonly DiagnosticDescription JsonWrongType = JsonError("MC0207", "Wrong type of value",
        "{0} must be {1}, but is {2}");

    public static readonly DiagnosticDescription JsonNumberTooLarge = JsonError("MC0208", "Number too large",
        "The number {0} is too large");

    public static readonly DiagnosticDescription JsonUnknownLayer = JsonError("MC0209", "Unknown layer type",
        "There is no layer type '{0}'{1}");

    public static readonly DiagnosticDescription WeightManifestInvalid = JsonError("MC0240", "Invalid weight manifest",
        "The weight manifest cannot be used: {0}; it is written by the build, so rebuild the project");

    private static DiagnosticDescription JsonError(string id, string title, string message) =>
        new(id, title, message, DiagnosticSeverity.Error);
}

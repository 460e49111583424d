namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>
/// What can keep the import step from handing a file to the compiler. The message stands behind the file's name; {0} is what a reader
/// or the system says about it.
/// </summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription ImportFileMissing = ImportError("MC0320", "Weight file not found",
        "There is no such weight file; check the path in <ModelWeights Include=\"…\" />");

    public static readonly DiagnosticDescription ImportFileUnreadable = ImportError("MC0321", "Weight file cannot be read",
        "The weight file cannot be read: {0}");

    public static readonly DiagnosticDescription ImportTruncated = ImportError("MC0322", "Weight file is truncated",
        "{0}");

    public static readonly DiagnosticDescription ImportElementType = ImportError("MC0323", "Weight has an unsupported type",
        "{0}");

    public static readonly DiagnosticDescription ImportNotFinite = ImportError("MC0324", "Weight file holds values that are not finite",
        "{0}");

    public static readonly DiagnosticDescription ImportDamaged = ImportError("MC0325", "Weight file is damaged",
        "{0}");

    public static readonly DiagnosticDescription ImportWeightKind = ImportError("MC0326", "Kind of weight file is not supported",
        "Weight files of type '{0}' are not supported; use .safetensors");

    /// <summary>Reported by the build targets, which know model files before any tool runs. {0} is the extension.</summary>
    public static readonly DiagnosticDescription ImportModelKind = ImportError("MC0327", "Kind of model file is not supported",
        "Model files of type '{0}' are not supported; use .json");

    public static readonly DiagnosticDescription ImportOutputFailed = ImportError("MC0328", "Result of the import cannot be written",
        "The result of the import cannot be written: {0}");

    public static readonly DiagnosticDescription CommandLineInvalid = ImportError("MC0329", "Invalid command line",
        "{0}");

    private static DiagnosticDescription ImportError(string id, string title, string message) =>
        new(id, title, message, DiagnosticSeverity.Error);
}

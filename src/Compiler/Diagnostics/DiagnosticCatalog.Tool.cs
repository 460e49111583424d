namespace ModelCompiler.Compiler.Diagnostics;

internal static partial class DiagnosticCatalog
{
    /// <summary>
    /// What the command-line tool reports, and no other host. The message stands behind a file's name; {0} is what a reader or the
    /// system says about it.
    /// </summary>
    internal static class Tool
    {
        public static readonly DiagnosticDescription FileMissing = Mistake("MC0320", "Weight file not found",
            "There is no such weight file; check the path in <ModelWeights Include=\"…\" />");

        public static readonly DiagnosticDescription FileUnreadable = Mistake("MC0321", "Weight file cannot be read",
            "The weight file cannot be read: {0}");

        public static readonly DiagnosticDescription Truncated = Mistake("MC0322", "Weight file is truncated",
            "{0}");

        public static readonly DiagnosticDescription ElementType = Mistake("MC0323", "Weight has an unsupported type",
            "{0}");

        public static readonly DiagnosticDescription NotFinite = Mistake("MC0324", "Weight file holds values that are not finite",
            "{0}");

        public static readonly DiagnosticDescription Damaged = Mistake("MC0325", "Weight file is damaged",
            "{0}");

        public static readonly DiagnosticDescription WeightKind = Mistake("MC0326", "Kind of weight file is not supported",
            "Weight files of type '{0}' are not supported; use .safetensors");

        /// <summary>Reported by the build targets, which know model files before any tool runs. {0} is the extension.</summary>
        public static readonly DiagnosticDescription ModelKind = Mistake("MC0327", "Kind of model file is not supported",
            "Model files of type '{0}' are not supported; use .json");

        public static readonly DiagnosticDescription OutputFailed = Mistake("MC0328", "Result of the import cannot be written",
            "The result of the import cannot be written: {0}");

        public static readonly DiagnosticDescription CommandLineInvalid = Mistake("MC0329", "Invalid command line",
            "{0}");

        private static DiagnosticDescription Mistake(string id, string title, string message) =>
            new(id, title, message, DiagnosticSeverity.Error);
    }
}

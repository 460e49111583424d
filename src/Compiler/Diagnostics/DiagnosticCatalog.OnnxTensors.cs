namespace ModelCompiler.Compiler.Diagnostics;

internal static partial class DiagnosticCatalog
{
    internal static partial class Onnx
    {
        public static readonly DiagnosticDescription ElementTypeUnsupported = Mistake("MC0426", "Element type is not supported",
            "The elements of {0} are of type {1}, which is not supported; supported are {2}");

        public static readonly DiagnosticDescription DimensionNegative = Mistake("MC0427", "Dimension is negative",
            "Dimension {0} of {1} is {2}, but must not be negative");

        public static readonly DiagnosticDescription TensorTooLarge = Mistake("MC0428", "ONNX tensor is too large",
            "The shape {0} of {1} has more elements than the {2} that a tensor may have");

        public static readonly DiagnosticDescription TensorSize = Mistake("MC0429", "Data does not fit the shape",
            "The data of {0} has {1}, but the shape {2} of {3} elements needs {4}; the file is damaged or was written wrongly");

        public static readonly DiagnosticDescription TensorField = Mistake("MC0430", "Data in the wrong field",
            "The data of {0} stands in {1}, but {2} elements stand in {3} or in raw_data");

        public static readonly DiagnosticDescription TensorDataTwice = Mistake("MC0431", "Data given twice",
            "The data of {0} is given more than once, in {1}; only one can hold");

        public static readonly DiagnosticDescription TensorElementRange = Mistake("MC0432", "Element out of range",
            "Element {0} of {1} is {2}, but elements of type {3} are from {4} to {5}");

        public static readonly DiagnosticDescription TensorSegment = Mistake("MC0433", "Tensor in segments",
            "The data of {0} is one segment of a tensor, which is not supported; store the tensor in one piece");

        public static readonly DiagnosticDescription TensorSparse = Mistake("MC0434", "Sparse tensor",
            "The values of {0} are stored sparsely, which is not supported; store them densely");

        public static readonly DiagnosticDescription ExternalLocation = Mistake("MC0435", "External data outside the model's folder",
            "The data of {0} is said to be in '{1}', but {2}; it must be in a file in the folder of the model or below");

        public static readonly DiagnosticDescription ExternalEntry = Mistake("MC0436", "Invalid entry for external data",
            "The entry '{1}' for the external data of {0} is '{2}', but must be {3}");

        public static readonly DiagnosticDescription ExternalUnreadable = Mistake("MC0437", "External data cannot be read",
            "The data of {0} cannot be read from '{1}': {2}");

        public static readonly DiagnosticDescription InitializerDiffers = Mistake("MC0438", "Initializer differs from its input",
            "The initializer '{0}' is {1}, but the input of that name is declared as {2}");

        public static readonly DiagnosticDescription FurtherMistakes = Mistake("MC0439", "Further mistakes",
            "There are {0} further mistakes; mend those above first");

        private static DiagnosticDescription Mistake(string id, string title, string message) =>
            new(id, title, message, DiagnosticSeverity.Error);
    }
}

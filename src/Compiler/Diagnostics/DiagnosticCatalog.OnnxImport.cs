namespace ModelCompiler.Compiler.Diagnostics;

internal static partial class DiagnosticCatalog
{
    /// <summary>Why a model that was read cannot be compiled.</summary>
    internal static partial class Onnx
    {
        public static readonly DiagnosticDescription OperatorsUnsupported = Mistake("MC0450", "Operators are not supported",
            "The model uses operators that are not supported: {0}; export it without them, or replace them by others");

        public static readonly DiagnosticDescription NodeUnsupported = Mistake("MC0451", "Node cannot be imported",
            "{0} {1}");

        public static readonly DiagnosticDescription DimensionsOpen = Mistake("MC0452", "Dimensions are not known",
            "Dimensions of the inputs are not known: {0}; give each a number, as in <CompiledModel Include=\"{1}.onnx\" Dimensions=\"{2}\" />");

        public static readonly DiagnosticDescription DimensionUnknown = Mistake("MC0453", "Unknown dimension",
            "No input has a dimension '{0}'{1}");

        public static readonly DiagnosticDescription InputUnbound = Mistake("MC0454", "Input determines shapes",
            "Shapes follow from the input '{0}', which is '{1}' of {2}, so its value must be known when the model is compiled; bind it, as in "
            + "<CompiledModel Include=\"{3}.onnx\" Bind=\"{0}={4}\" />");

        public static readonly DiagnosticDescription BindingMisfit = Mistake("MC0455", "Binding does not fit",
            "The input '{0}' cannot be bound: {1}");

        public static readonly DiagnosticDescription InputUnsupported = Mistake("MC0456", "Input is not supported",
            "The input '{0}' {1}");

        public static readonly DiagnosticDescription TooManyNodes = Mistake("MC0457", "Model has too many nodes",
            "The model has {0} nodes that are needed for its outputs, but at most {1} are compiled; simplify it before it is compiled");

        public static readonly DiagnosticDescription ConstantUnsupported = Mistake("MC0458", "Constant is too large",
            "The constant '{0}' has {1} elements, but one of {2} may have at most {3}");
    }
}

namespace ModelCompiler.Compiler.Diagnostics;

internal static partial class DiagnosticCatalog
{
    /// <summary>
    /// How an ONNX file can be wrong, or ask for what is not supported. The message stands behind the file's name. A place is a phrase
    /// such as <c>node 3 'conv1' (Conv)</c> or <c>initializer 'conv1.weight'</c>.
    /// </summary>
    internal static partial class Onnx
    {
        public static readonly DiagnosticDescription EmptyFile = Mistake("MC0400", "ONNX file is empty",
            "The file is empty; export or copy it again");

        public static readonly DiagnosticDescription Truncated = Mistake("MC0401", "ONNX file is truncated",
            "The file ends too early: the field at byte {0} needs {1} bytes more; export or copy the file again");

        public static readonly DiagnosticDescription NestedTooDeeply = Mistake("MC0402", "ONNX file is nested too deeply",
            "At byte {0} the file is nested more than {1} messages deep, further than graphs within graphs ever are; export it again");

        public static readonly DiagnosticDescription TooManyParts = Mistake("MC0403", "ONNX file has too many parts",
            "The file has more than {0} nodes, attributes, tensors and other parts; simplify the model before it is compiled");

        public static readonly DiagnosticDescription Damaged = Mistake("MC0404", "Not an ONNX file",
            "The file is no ONNX file, or it is damaged: {0}; export it again as ONNX");

        public static readonly DiagnosticDescription FileTooLarge = Mistake("MC0405", "ONNX file is too large",
            "The file has {0} bytes, but an ONNX file has at most {1}; save the weights as external data");

        public static readonly DiagnosticDescription NoGraph = Mistake("MC0406", "ONNX file without a graph",
            "The file holds no graph, so it is no ONNX model; export the model again");

        public static readonly DiagnosticDescription NotATensor = Mistake("MC0407", "Not a tensor file",
            "The file holds a part of a tensor, a sequence or an optional value; expected one whole tensor");

        public static readonly DiagnosticDescription OpsetMissing = Mistake("MC0410", "Opset is missing",
            "The model does not say which opset of the domain 'ai.onnx' its operators are of; export it again with a newer exporter");

        public static readonly DiagnosticDescription OpsetUnsupported = Mistake("MC0411", "Opset is not supported",
            "The model uses opset {0}, but opsets {1} to {2} are supported; export it with one of these, or convert it with onnx.version_converter");

        public static readonly DiagnosticDescription OpsetTwice = Mistake("MC0412", "Opset given twice",
            "The model imports the domain '{0}' in version {1} and in version {2}; it can mean only one");

        public static readonly DiagnosticDescription DomainUnsupported = Mistake("MC0413", "Operators of another domain",
            "Nodes use operators of the domain '{0}', but only those of 'ai.onnx' are supported: {1}; export the model without them");

        public static readonly DiagnosticDescription FunctionCalled = Mistake("MC0414", "Model calls functions of its own",
            "Nodes call functions that the model itself defines: {0}; replace the calls by their bodies with onnx.inliner.inline_local_functions");

        public static readonly DiagnosticDescription TrainingInfo = Mistake("MC0415", "Model holds training information",
            "The model holds training information, but models are compiled for inference; export it for inference");

        public static readonly DiagnosticDescription NodeWithoutOperator = Mistake("MC0416", "Node without operator",
            "The operator of {0} is missing; the exporter must set op_type");

        public static readonly DiagnosticDescription ValueDefinedTwice = Mistake("MC0417", "Value defined twice",
            "The value '{0}' is defined by {1} and again by {2}; each value needs a name of its own");

        public static readonly DiagnosticDescription ValueUndefined = Mistake("MC0418", "Value is not defined",
            "The value '{0}', which {1} reads, is no input, initializer or output of a node{2}");

        public static readonly DiagnosticDescription ValueUnnamed = Mistake("MC0419", "Value without name",
            "The name of {0} is missing");

        public static readonly DiagnosticDescription Cycle = Mistake("MC0420", "Nodes form a cycle",
            "Nodes need each other's results, so none can run first: {0}; break the cycle");

        public static readonly DiagnosticDescription NodesReordered = new("MC0421", "Nodes were not in order",
            "Nodes stand before those whose results they read, the first of them {0}; they were put in order", DiagnosticSeverity.Info);

        public static readonly DiagnosticDescription NoOutputs = Mistake("MC0422", "Graph without outputs",
            "The model has no outputs, so there is nothing to compute; name the graph's outputs when exporting");

        public static readonly DiagnosticDescription ValueKindUnsupported = Mistake("MC0423", "Value is no tensor",
            "The type of {0} is {1}; expected a tensor");

        public static readonly DiagnosticDescription AttributeTwice = Mistake("MC0424", "Attribute given twice",
            "The {0} is given twice; only one can hold");

        public static readonly DiagnosticDescription AttributeUnsupported = Mistake("MC0425", "Attribute of an unsupported kind",
            "The {0} is {1}; supported are numbers, strings, tensors, graphs and lists of them");
    }
}

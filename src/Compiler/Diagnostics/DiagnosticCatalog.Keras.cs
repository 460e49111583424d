namespace ModelCompiler.Compiler.Diagnostics;

internal static partial class DiagnosticCatalog
{
    /// <summary>
    /// How a Keras or TensorFlow.js file can be wrong, or ask for what is not supported. A layer is a phrase such as
    /// <c>layer 'conv2d' (Conv2D)</c>, a place a path in the JSON such as <c>config.layers[3].config.padding</c>.
    /// </summary>
    internal static class Keras
    {
        public static readonly DiagnosticDescription NotAModel = Mistake("MC0500", "Not a Keras model",
            "{0} is no Keras model: {1}; expected is what model.to_json() writes, or a model.json of the TensorFlow.js layers format");

        public static readonly DiagnosticDescription MemberMissing = Mistake("MC0501", "Member of a Keras file is missing",
            "{0} has no member '{1}'; expected {2}");

        public static readonly DiagnosticDescription WrongType = Mistake("MC0502", "Member of a Keras file has the wrong type",
            "{0} must be {1}, but is {2}");

        public static readonly DiagnosticDescription GraphModel = Mistake("MC0503", "TensorFlow.js graph model",
            "The file is a TensorFlow.js graph model, which no longer has layers; convert the Keras model with the output format tfjs_layers_model");

        public static readonly DiagnosticDescription LayerUnsupported = Mistake("MC0504", "Keras layer is not supported",
            "The {0} at {1} is not supported; docs/keras.md lists the layers that are{2}");

        public static readonly DiagnosticDescription OptionUnsupported = Mistake("MC0505", "Option of a Keras layer is not supported",
            "The {0} has at {1} the value {2}; supported is {3}");

        public static readonly DiagnosticDescription OptionUnknown = Mistake("MC0506", "Option of a Keras layer is not known",
            "The {0} has at {1} an option that is not known here, and its value {2} could change what the layer computes; "
            + "remove it if it does not");

        public static readonly DiagnosticDescription InputUnknown = Mistake("MC0507", "Keras layer reads what is not there",
            "The {0} reads at {1} output {2} of call {3} of '{4}', which does not exist{5}");

        public static readonly DiagnosticDescription Cycle = Mistake("MC0508", "Keras layers form a cycle",
            "Layers need each other's results, so none can run first: {0}");

        public static readonly DiagnosticDescription ShapeUnknown = Mistake("MC0509", "Shape of a Keras input is not known",
            "The {0} has at {1} the shape {2}, but all dimensions behind the batch must be numbers; save the model with an input of fixed size");

        public static readonly DiagnosticDescription InputMissing = Mistake("MC0510", "Keras model without input shape",
            "{0} does not say what it is given: its first layer has no input shape; build the model with keras.Input(shape) before it is saved");

        public static readonly DiagnosticDescription LayerMisfit = Mistake("MC0511", "Keras layer does not fit its input",
            "The {0} at {1} cannot be compiled: {2}");

        public static readonly DiagnosticDescription WeightMissing = Mistake("MC0512", "Weight of a Keras layer is missing",
            "The {0} needs its weight '{1}' of shape {2}, but the weights have no '{3}'{4}");

        public static readonly DiagnosticDescription WeightShapeDiffers = Mistake("MC0513", "Weight of a Keras layer has another shape",
            "The {0} needs its weight '{1}' of shape {2}, but '{3}' has the shape {4}; the weights belong to another model");

        public static readonly DiagnosticDescription WeightAmbiguous = Mistake("MC0514", "Weight of a Keras layer is ambiguous",
            "The {0} could take its weight '{1}' from '{2}' or from '{3}'; give the layers different names");

        public static readonly DiagnosticDescription WeightUnsupported = Mistake("MC0515", "Weight of a TensorFlow.js model is not supported",
            "The weight '{0}' at {1} is {2}; supported is {3}");

        public static readonly DiagnosticDescription ShardUnreadable = Mistake("MC0516", "Weight shard cannot be read",
            "The shard '{0}' at {1} cannot be read: {2}");

        public static readonly DiagnosticDescription ShardSizeDiffers = Mistake("MC0517", "Weight shards have the wrong size",
            "The shards at {0} have {1} bytes together, but the weights in them have {2}; copy the files again");

        public static readonly DiagnosticDescription WeightNotFinite = Mistake("MC0518", "Weight is not finite",
            "The weight '{0}' has the value {1} at element {2}; a trained model has finite weights");

        public static readonly DiagnosticDescription TooManyLayers = Mistake("MC0519", "Keras model has too many layers",
            "The model has more than {0} layers, nested ones counted");

        public static readonly DiagnosticDescription FurtherMistakes = Mistake("MC0520", "Further mistakes in a Keras file",
            "{0} further mistakes are not listed; mend those above first");

        public static readonly DiagnosticDescription WeightsLimited = Mistake("MC0521", "Weights are too large",
            "The weights at {0} have {1} bytes, but a group of shards has at most {2}");

        private static DiagnosticDescription Mistake(string id, string title, string message) =>
            new(id, title, message, DiagnosticSeverity.Error);
    }
}

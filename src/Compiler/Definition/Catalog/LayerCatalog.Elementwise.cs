namespace ModelCompiler.Compiler.Definition;

/// <summary>Layers that join several values, and activations that stand by themselves.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> Joins() =>
    [
        new("Add", "add", 2, int.MaxValue, "Sum of two or more layers (ONNX Add), broadcast as in ONNX.", [.. FusedActivation()])
        {
            Onnx = "Add", Keras = "Add", Kernel = "fast, or part of a convolution",
        },
        new("Multiply", "multiply", 2, 2, "Product of two layers (ONNX Mul), broadcast as in ONNX.", [.. FusedActivation()])
        {
            Onnx = "Mul", Keras = "Multiply", Kernel = "fast",
        },
        new("Concat", "concat", 2, int.MaxValue, "Two or more layers one behind the other (ONNX Concat).",
            [Axis("Axis along which they are put, the batch being axis 0; 1 is channels or features.")])
        {
            Onnx = "Concat", Keras = "Concatenate", Kernel = "none: layers write into their part, or copies",
        },
    ];

    private static IEnumerable<LayerSchema> Activations() =>
    [
        Activation("ReLU", "max(0, x)"),
        Activation("ReLU6", "min(max(0, x), 6)"),
        Activation("LeakyReLU", "x where x ≥ 0, else α·x", Alpha("0.01")),
        Activation("ELU", "x where x ≥ 0, else α·(eˣ − 1)", Alpha("1")),
        Activation("Sigmoid", "1/(1 + e⁻ˣ)"),
        Activation("Tanh", "tanh(x)"),
        Activation("SiLU", "x/(1 + e⁻ˣ)"),
        Activation("HardSwish", "x·max(0, min(1, x/6 + ½))"),
        Activation("HardSigmoid", "max(0, min(1, α·x + β))", Alpha("0.2"),
            Number("beta", PropertyType.Number, "β of the formula.", "0.5")),
        Formula("PReLU", "prelu", "x where x ≥ 0, else a·x with a trained a", "PRelu", "PReLU",
            Flag("perChannel", "Whether each channel has an a of its own.", false)) with { Parameters = "1, or C" },
        Formula("SELU", "selu", "1.0507·x where x > 0, else 1.0507·1.67326·(eˣ − 1)", "Selu", "Activation"),
        Formula("CELU", "celu", "max(0, x) + min(0, α·(e^(x/α) − 1))", "Celu", "", Alpha("1")),
        Formula("GELU", "gelu", "½·x·(1 + erf(x/√2)), or ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))", "Gelu", "Activation",
            Choice("approximate", "Whether the second formula is used.", "None", "Tanh")),
        Formula("Mish", "mish", "x·tanh(ln(1 + eˣ))", "Mish", "Activation"),
        Formula("Softplus", "softplus", "ln(1 + eˣ)", "Softplus", "Activation"),
        Formula("Softsign", "softsign", "x/(1 + |x|)", "Softsign", "Activation"),
        Formula("ThresholdedReLU", "thresholdedrelu", "x where x > α, else 0", "ThresholdedRelu", "", Alpha("1")),
        Formula("HardTanh", "hardtanh", "max(minimum, min(maximum, x))", "Clip", "",
            Number("minimum", PropertyType.Number, "The least result.", "-1"),
            Number("maximum", PropertyType.Number, "The greatest result.", "1")),
        Formula("ScaledTanh", "scaledtanh", "α·tanh(β·x), as in LeNet-5 (LeCun 1998)", "Mul, Tanh, Mul", "", Alpha("1.7159"),
            Number("beta", PropertyType.Number, "β of the formula; 2/3 if not given.", "0.6666666666666666")),
        Formula("Shrink", "shrink", "x − bias where x > λ, x + bias where x < −λ, else 0", "Shrink", "",
            Number("lambda", PropertyType.Number, "λ of the formula.", "0.5"),
            Number("bias", PropertyType.Number, "What is taken off.", "0")),
        new("Softmax", "softmax", 1, 1, "eˣ / Σ eˣ along an axis (ONNX Softmax). Shape unchanged.",
            [Axis("Axis along which the results sum to 1, the batch being axis 0.")])
        {
            Onnx = "Softmax", Keras = "Softmax", Kernel = "fast; generic for volumes",
        },
        new("LogSoftmax", "logsoftmax", 1, 1, "x − ln(Σ eˣ) along an axis (ONNX LogSoftmax). Shape unchanged.",
            [Axis("Axis of the sum, the batch being axis 0.")])
        {
            Onnx = "LogSoftmax", Kernel = "generic",
        },
        new("Hardmax", "hardmax", 1, 1,
            "1 for the first greatest element along an axis, 0 for the others (ONNX Hardmax). Shape unchanged.",
            [Axis("Axis of the comparison, the batch being axis 0.")])
        {
            Onnx = "Hardmax", Kernel = "generic",
        },
    ];

    /// <summary>An activation without a kernel of its own.</summary>
    private static LayerSchema Formula(
        string kind, string defaultName, string formula, string onnx, string keras, params PropertySchema[] properties) =>
        new(kind, defaultName, 1, 1, $"{formula}, elementwise. Shape unchanged.", [.. properties])
        {
            Onnx = onnx, Keras = keras, Kernel = "generic",
        };

    private static LayerSchema Activation(string kind, string formula, params PropertySchema[] properties) =>
        new(kind, kind.ToLowerInvariant(), 1, 1, $"{formula}, elementwise. Shape unchanged.", [.. properties])
        {
            Onnx = OnnxActivation(kind), Keras = kind is "ReLU" or "LeakyReLU" or "ELU" ? kind : kind == "ReLU6" ? "ReLU" : "Activation", Kernel = "fast, or part of the layer before",
        };

    private static string OnnxActivation(string kind) => kind switch
    {
        "ReLU" => "Relu",
        "ReLU6" => "Clip",
        "LeakyReLU" => "LeakyRelu",
        "ELU" => "Elu",
        "SiLU" => "Sigmoid, Mul",
        _ => kind,
    };

    private static PropertySchema Alpha(string defaultValue) =>
        Number("alpha", PropertyType.Number, "α of the formula.", defaultValue);
}

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
        new("Softmax", "softmax", 1, 1, "eˣ / Σ eˣ along an axis (ONNX Softmax). Shape unchanged.",
            [Axis("Axis along which the results sum to 1, the batch being axis 0.")])
        {
            Onnx = "Softmax", Keras = "Softmax", Kernel = "fast",
        },
    ];

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

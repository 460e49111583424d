namespace ModelCompiler.Compiler.Definition;

/// <summary>Normalisations by statistics of the sample itself.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> Normalizations() =>
    [
        new("LayerNormalization", "layernorm", 1, 1,
            "γ·(x − μ)/√(σ² + ε) + β, μ and σ² being those of all elements from one axis on (ONNX LayerNormalization). Shape unchanged.",
            [FirstNormalizedAxis(), SampleEpsilon("the variance"), Affine("γ and β")])
        {
            Parameters = "2·(elements from the axis on)", Onnx = "LayerNormalization", Keras = "LayerNormalization", Kernel = "generic",
        },
        new("RmsNormalization", "rmsnorm", 1, 1,
            "γ·x/√(mean(x²) + ε), the mean over all elements from one axis on (ONNX RMSNormalization). Shape unchanged.",
            [FirstNormalizedAxis(), SampleEpsilon("the mean of the squares"), Affine("γ")])
        {
            Parameters = "elements from the axis on", Onnx = "RMSNormalization", Keras = "RMSNormalization", Kernel = "generic",
        },
        new("InstanceNormalization", "instancenorm", 1, 1,
            "γ·(x − μ)/√(σ² + ε) + β, μ and σ² being those of the channel (ONNX InstanceNormalization): [C, L…] → [C, L…].",
            [SampleEpsilon("the variance"), Affine("γ and β")])
        {
            Parameters = "2·C", Onnx = "InstanceNormalization", Kernel = "generic",
        },
        new("GroupNormalization", "groupnorm", 1, 1,
            "γ·(x − μ)/√(σ² + ε) + β, μ and σ² being those of a group of channels, γ and β of a channel (ONNX GroupNormalization). "
            + "Shape unchanged.",
            [
                Count("groups", "Number of groups; divides the channels.") with { IsRequired = true },
                SampleEpsilon("the variance"), Affine("γ and β"),
            ])
        {
            Parameters = "2·C", Onnx = "GroupNormalization", Keras = "GroupNormalization", Kernel = "generic",
        },
    ];

    private static PropertySchema FirstNormalizedAxis() =>
        Axis("The first axis of the statistics, the batch being axis 0.") with { Default = "-1" };

    private static PropertySchema SampleEpsilon(string to) =>
        Number("epsilon", PropertyType.Number, $"ε, added to {to}.", "0.00001") with { Minimum = 0 };

    private static PropertySchema Affine(string factors) => Flag("affine", $"Whether there are trained {factors}; otherwise they are 1 and 0.", true);
}

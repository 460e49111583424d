using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Testing.Models;

/// <summary>Seeded random models of one layer that is an activation, a normalisation, attention, a recurrent layer or a block.</summary>
internal static class RandomFeatureModels
{
    private static readonly Dictionary<string, Func<RandomLayers, IEnumerable<LayerDefinition>>> Models = new()
    {
        ["LayerNormalization"] = layers => FromAxis(layers, "LayerNormalization"),
        ["RmsNormalization"] = layers => FromAxis(layers, "RmsNormalization"),
        ["InstanceNormalization"] = layers =>
            [Layer.Input([layers.Channels(), .. Sizes(layers, layers.Pick(1, 2, 2, 3), 3, 5, 8)]), Affine(layers, "InstanceNormalization")],
        ["GroupNormalization"] = layers =>
        {
            var groups = layers.Pick(1, 2, 4);
            return
            [
                Layer.Input([groups * layers.Pick(3, 8, 17), .. Sizes(layers, layers.Pick(0, 1, 2, 2, 3), 1, 3, 5)]),
                Affine(layers, "GroupNormalization").With("groups", groups),
            ];
        },
        ["PReLU"] = layers => [AnyInput(layers), Layer.Of("PReLU").With("perChannel", layers.Pick<bool?>(null, false, true))],
        ["SELU"] = layers => [AnyInput(layers), Layer.Of("SELU")],
        ["CELU"] = layers => [AnyInput(layers), Layer.Of("CELU").With("alpha", layers.Pick<double?>(null, 0.5, 2, -1.5))],
        ["GELU"] = layers => [AnyInput(layers), Layer.Of("GELU").With("approximate", layers.Pick(null, "None", "Tanh"))],
        ["Mish"] = layers => [AnyInput(layers), Layer.Of("Mish")],
        ["Softplus"] = layers => [AnyInput(layers), Layer.Of("Softplus")],
        ["Softsign"] = layers => [AnyInput(layers), Layer.Of("Softsign")],
        ["ThresholdedReLU"] = layers => [AnyInput(layers), Layer.Of("ThresholdedReLU").With("alpha", layers.Pick(0.25, 0, -0.5))],
        ["HardTanh"] = layers => [AnyInput(layers), layers.Pick(
            Layer.Of("HardTanh").With("minimum", -0.25), Layer.Of("HardTanh").With("minimum", 0.0),
            Layer.Of("HardTanh").With("minimum", 0.0).With("maximum", 6.0), Layer.Of("HardTanh").With("maximum", 0.5))],
        ["ScaledTanh"] = layers =>
            [AnyInput(layers), layers.Pick(Layer.Of("ScaledTanh"), Layer.Of("ScaledTanh").With("alpha", 2.0).With("beta", -1.5))],
        ["Shrink"] = layers => [AnyInput(layers), Layer.Of("Shrink").With("lambda", 0.3).With("bias", layers.Pick<double?>(null, 0.2))],
        ["LogSoftmax"] = layers => AlongAxis(layers, "LogSoftmax"),
        ["Hardmax"] = layers => AlongAxis(layers, "Hardmax"),
        ["Embedding"] = layers =>
        [
            Layer.Input([layers.Pixels(), .. Sizes(layers, layers.Pick(0, 0, 1), 2, 3)]).With("element", "UInt8"),
            Layer.Of("Embedding").With("rows", layers.Pick(1, 100, 256)).With("features", layers.Channels()),
        ],
        ["Bilinear"] = layers =>
        [
            Layer.Input(layers.Channels()).Named("a"), Layer.Input(layers.Channels()).Named("b"),
            Layer.Of("Bilinear").From("a", "b").With("units", layers.Channels()).With("bias", layers.Chance(0.7))
                .With("activation", layers.Activation()),
        ],
        ["PositionalEncoding"] = layers => [Steps(layers), Layer.Of("PositionalEncoding")],
        ["SelfAttention2D"] = layers =>
        [
            Layer.Input([layers.Channels(), .. Sizes(layers, 2, 1, 3, 5)]),
            Layer.Of("SelfAttention2D").With("channels", layers.Pick<int?>(null, 1, 4)).With("valueChannels", layers.Pick<int?>(null, 3, 16))
                .With("bias", layers.Chance(0.7)),
        ],
        ["MultiHeadAttention"] = Attention,
        ["RNN"] = layers => Recurrent(layers, "RNN", layer => layer.With("nonlinearity", layers.Pick("Tanh", "ReLU"))),
        ["GRU"] = layers => Recurrent(layers, "GRU", layer => layer.With("resetAfter", layers.Chance(0.6))),
        ["LSTM"] = layers => Recurrent(layers, "LSTM", layer => layer),
        ["Residual"] = layers => Block(layers, "Residual", (layer, channels) => layer.With("filters", layers.Pick(channels, 8, 17))
            .With("stride", layers.Pick(1, 2))),
        ["Bottleneck"] = layers => Block(layers, "Bottleneck", (layer, channels) => channels % 2 == 0 && layers.Chance(0.5)
            ? layer.With("filters", channels / 2).With("expansion", 2)
            : layer.With("filters", 8).With("stride", layers.Pick(1, 2)).With("group", layers.Pick(1, 2))),
        ["InvertedResidual"] = layers => Block(layers, "InvertedResidual", (layer, channels) => Excited(layers, layer
            .With("filters", layers.Pick(channels, channels, 7)).With("expansion", layers.Pick(1.0, 2, 1.5)).With("stride", layers.Pick(1, 1, 2))
            .With("kernel", layers.Pick(3, 5)).With("activation", layers.Pick("ReLU6", "ReLU", "SiLU", "HardSwish")))),
        ["Inception"] = layers => Block(layers, "Inception", (layer, _) => layer
            .With("filters", new[] { layers.Channels(), 3, layers.Channels(), 2, 5, layers.Channels() })
            .With("kernel", layers.Pick(3, 5)).With("batchNormalization", layers.Chance(0.5))),
        ["DenseBlock"] = layers => Block(layers, "DenseBlock", (layer, _) => layer
            .With("layers", layers.Pick(1, 2, 3)).With("growth", layers.Pick(3, 8)).With("width", layers.Pick(0, 2, 4))),
    };

    /// <summary>All kinds that <see cref="Find"/> knows.</summary>
    public static IReadOnlyCollection<string> Kinds => Models.Keys;

    /// <summary>A model of one layer of a kind behind its inputs; null for a kind that is not here.</summary>
    public static ModelDefinition? Find(string kind, int seed) => Models.TryGetValue(kind, out var model)
        ? Model.Of($"{kind}{seed}", model(new RandomLayers(new Random(seed)))) : null;

    private static int[] Sizes(RandomLayers layers, int rank, params int[] sizes) =>
        [.. Enumerable.Range(0, rank).Select(_ => layers.Pick(sizes))];

    /// <summary>A vector, a sequence, an image or a volume.</summary>
    private static LayerDefinition AnyInput(RandomLayers layers) =>
        Layer.Input([layers.Channels(), .. Sizes(layers, layers.Pick(0, 1, 2, 2, 3), 1, 2, 5)]);

    private static LayerDefinition Steps(RandomLayers layers) => Layer.Input(layers.Pick(1, 2, 5, 9), layers.Pick(1, 3, 8, 17));

    private static LayerDefinition Affine(RandomLayers layers, string kind) =>
        Layer.Of(kind).With("affine", layers.Chance(0.7)).With("epsilon", layers.Pick(1e-5, 1e-3));

    private static IEnumerable<LayerDefinition> FromAxis(RandomLayers layers, string kind)
    {
        int[] shape = [layers.Pick(3, 8, 17), .. Sizes(layers, layers.Pick(0, 1, 2, 2, 3), 3, 5, 8)];
        var axis = layers.Pick<int?>(null, 1, -1, shape.Length);
        return [Layer.Input(shape), Affine(layers, kind).With("axis", axis)];
    }

    private static IEnumerable<LayerDefinition> AlongAxis(RandomLayers layers, string kind)
    {
        var rank = layers.Pick(0, 1, 2, 2, 3);
        return
        [
            Layer.Input([layers.Channels(), .. Sizes(layers, rank, 1, 2, 5)]),
            Layer.Of(kind).With("axis", layers.Pick<int?>(null, 1, -1, rank + 1)),
        ];
    }

    private static IEnumerable<LayerDefinition> Attention(RandomLayers layers)
    {
        var (heads, count) = (layers.Pick(1, 2, 3), layers.Pick(0, 1, 2, 3));
        var features = heads * layers.Pick(1, 4, 5);
        var (steps, others) = (layers.Pick(1, 3, 6), layers.Pick(2, 5));
        string[] names = ["query", "key", "value"];
        return
        [
            .. names.Take(Math.Max(1, count)).Select((name, i) => Layer.Input(i == 0 ? steps : others, features).Named(name)),
            Layer.Of("MultiHeadAttention").From(names.Take(count)).With("heads", heads).With("bias", layers.Chance(0.7))
                .With("causal", layers.Chance(0.4)),
        ];
    }

    private static IEnumerable<LayerDefinition> Recurrent(
        RandomLayers layers, string kind, Func<LayerDefinition, LayerDefinition> options) =>
    [
        Layer.Input(layers.Pick(1, 2, 5), layers.Pick(1, 3, 8)),
        options(Layer.Of(kind).With("units", layers.Pick(1, 4, 9)).With("direction", layers.Pick("Forward", "Reverse", "Bidirectional"))
            .With("sequence", layers.Chance(0.5)).With("bias", layers.Chance(0.7))),
    ];

    private static LayerDefinition Excited(RandomLayers layers, LayerDefinition block) => layers.Pick(0, 1, 3) is var squeeze and not 0
        ? block.With("squeeze", squeeze).With("inner", layers.Pick("ReLU", "SiLU", "HardSwish")).With("gate", layers.Pick("Sigmoid", "HardSigmoid"))
        : block;

    private static IEnumerable<LayerDefinition> Block(
        RandomLayers layers, string kind, Func<LayerDefinition, int, LayerDefinition> options)
    {
        var channels = layers.Pick(3, 8, 16, 17);
        return
        [
            Layer.Input([channels, .. Sizes(layers, 2, 3, 5, 6)]),
            options(Layer.Of(kind), channels).With("epsilon", layers.Pick<double?>(null, 0.01)),
        ];
    }
}

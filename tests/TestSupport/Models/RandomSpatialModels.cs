using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Testing.Models;

/// <summary>Seeded random models of one layer that works along one, two or three spatial axes, or on axes as such.</summary>
internal static class RandomSpatialModels
{
    private static readonly Dictionary<string, Func<RandomLayers, IEnumerable<LayerDefinition>>> Models = new()
    {
        ["Conv1D"] = layers => Conv(layers, 1),
        ["Conv3D"] = layers => Conv(layers, 3),
        ["DepthwiseConv1D"] = layers => Behind(layers, 1, (channels, sizes) =>
            layers.Convolution("DepthwiseConv1D", sizes).With("multiplier", layers.Pick(1, 1, 2, 3))),
        ["SeparableConv1D"] = layers => Behind(layers, 1, (channels, sizes) =>
            layers.Convolution("SeparableConv1D", sizes).With("multiplier", layers.Pick(1, 2)).With("filters", layers.Channels())),
        ["SpatiallySeparableConv2D"] = layers => Behind(layers, 2, (channels, sizes) =>
            layers.Convolution("SpatiallySeparableConv2D", sizes).With("filters", layers.Channels())
                .With("between", layers.Chance(0.5) ? layers.Channels() : null)),
        ["ConvTranspose1D"] = layers => Transposed(layers, 1),
        ["ConvTranspose2D"] = layers => Transposed(layers, 2),
        ["ConvTranspose3D"] = layers => Transposed(layers, 3),
        ["CombineMaps"] = layers => Behind(layers, 2, (channels, sizes) =>
            layers.Convolution("CombineMaps", sizes).With("filters", layers.Channels())),
        ["Rbf"] = layers => [Layer.Input(layers.Channels()), Layer.Of("Rbf").With("units", layers.Channels())],
        ["MaxPool1D"] = layers => Behind(layers, 1, (_, sizes) => layers.PoolOf("MaxPool1D", 3, sizes)),
        ["MaxPool3D"] = layers => Behind(layers, 3, (_, sizes) => layers.PoolOf("MaxPool3D", 3, sizes)),
        ["AveragePool1D"] = layers => Behind(layers, 1, (_, sizes) => Average(layers, 1, sizes)),
        ["AveragePool3D"] = layers => Behind(layers, 3, (_, sizes) => Average(layers, 3, sizes)),
        ["LpPool1D"] = layers => Behind(layers, 1, (_, sizes) => Norm(layers, 1, sizes)),
        ["LpPool2D"] = layers => Behind(layers, 2, (_, sizes) => Norm(layers, 2, sizes)),
        ["LpPool3D"] = layers => Behind(layers, 3, (_, sizes) => Norm(layers, 3, sizes)),
        ["GlobalLpPool"] = layers => Behind(layers, layers.Pick(1, 2, 3), (_, _) =>
            Layer.Of("GlobalLpPool").With("p", layers.Pick(1, 2, 3))),
        ["AdaptiveAveragePool"] = layers => Behind(layers, layers.Pick(1, 2, 3), (_, sizes) => Adaptive(layers, "AdaptiveAveragePool", sizes)),
        ["AdaptiveMaxPool"] = layers => Behind(layers, layers.Pick(1, 2, 3), (_, sizes) => Adaptive(layers, "AdaptiveMaxPool", sizes)),
        ["KMaxPool1D"] = layers => Behind(layers, 1, (_, sizes) =>
            Layer.Of("KMaxPool1D").With("k", Math.Max(1, sizes[0] - layers.Pick(0, 1, 4)))),
        ["Subsampling"] = layers => Behind(layers, 2, (_, sizes) =>
            layers.PoolOf("Subsampling", 1, sizes).With("bias", layers.Chance(0.7)).With("activation", layers.Activation())
                .Without("ceilMode")),
        ["MaxUnpool2D"] = Unpool,
        ["Upsample"] = Upsample,
        ["PixelShuffle"] = layers =>
        {
            var factor = layers.Pick(1, 2, 3);
            return [Layer.Input(factor * factor * layers.Pick(1, 3, 5), layers.Pixels(), layers.Pixels()), Layer.Of("PixelShuffle").With("factor", factor)];
        },
        ["Pad"] = Pad,
        ["Crop"] = layers => Behind(layers, layers.Pick(1, 2, 3), (_, sizes) => Layer.Of("Crop").With(
            "crops", (int[])[.. sizes.Select(size => Math.Min(size - 1, layers.Pick(0, 1, 2))), .. sizes.Select(_ => 0)])),
        ["Slice"] = Slice,
        ["Permute"] = layers => layers.Pick<int[]>([1], [2, 1], [2, 3, 1], [3, 1, 2], [1, 3, 2], [4, 2, 3, 1]) is var axes
            ? [Layer.Input([.. axes.Select(_ => layers.Pixels())]), Layer.Of("Permute").With("axes", axes)] : [],
        ["Squeeze"] = layers => [Layer.Input(layers.Pick<int[]>([5, 1, 7], [3, 1], [17, 1, 2, 3])), Layer.Of("Squeeze").With("axis", 2)],
        ["Unsqueeze"] = layers => Behind(layers, layers.Pick(1, 2), (_, _) => Layer.Of("Unsqueeze").With("axis", layers.Pick(1, 2, -1))),
        ["Maxout"] = layers =>
        {
            var pieces = layers.Pick(1, 2, 3);
            return [Layer.Input([pieces * layers.Pick(1, 5, 16), .. Sizes(layers, layers.Pick(0, 1, 2, 3))]), Layer.Of("Maxout").With("pieces", pieces)];
        },
        ["SqueezeExcite"] = layers => Behind(layers, layers.Pick(1, 2, 2, 3), (_, _) => Layer.Of("SqueezeExcite")
            .With("squeeze", layers.Pick(1, 4, 17)).With("inner", layers.Pick("ReLU", "SiLU", "HardSwish"))
            .With("gate", layers.Pick("Sigmoid", "HardSigmoid"))),
    };

    /// <summary>All kinds that <see cref="Find"/> knows.</summary>
    public static IReadOnlyCollection<string> Kinds => Models.Keys;

    /// <summary>A model of one layer of a kind behind its inputs; null for a kind that is not here.</summary>
    public static ModelDefinition? Find(string kind, int seed) => Models.TryGetValue(kind, out var model)
        ? Model.Of($"{kind}{seed}", model(new RandomLayers(new Random(seed)))) : null;

    /// <summary>A layer behind an input with channels and spatial axes.</summary>
    private static IEnumerable<LayerDefinition> Behind(RandomLayers layers, int rank, Func<int, int[], LayerDefinition> layer)
    {
        var (channels, sizes) = (layers.Channels(), Sizes(layers, rank));
        return [Layer.Input([channels, .. sizes]), layer(channels, sizes)];
    }

    private static int[] Sizes(RandomLayers layers, int rank) =>
        [.. Enumerable.Range(0, rank).Select(_ => rank == 3 ? Math.Min(6, layers.Pixels()) : layers.Pixels())];

    private static IEnumerable<LayerDefinition> Conv(RandomLayers layers, int rank) => Behind(layers, rank, (channels, sizes) =>
    {
        var group = layers.Chance(0.6) ? 1 : layers.Pick(RandomLayers.Divisors(channels));
        return layers.Convolution($"Conv{rank}D", sizes).With("filters", group * layers.Pick(1, 2, 5)).With("group", group);
    });

    private static IEnumerable<LayerDefinition> Transposed(RandomLayers layers, int rank)
    {
        var channels = layers.Pick(1, 3, 8, 17);
        var group = layers.Chance(0.7) ? 1 : layers.Pick(RandomLayers.Divisors(channels));
        var (sizes, layer) = layers.TransposedConvolution(rank);
        return [Layer.Input([channels, .. sizes]), layer.With("filters", group * layers.Pick(1, 3)).With("group", group)];
    }

    private static LayerDefinition Average(RandomLayers layers, int rank, int[] sizes) =>
        layers.PoolOf($"AveragePool{rank}D", 1, sizes).With("countIncludePad", layers.Chance(0.5));

    private static LayerDefinition Norm(RandomLayers layers, int rank, int[] sizes) =>
        layers.PoolOf($"LpPool{rank}D", 3, sizes).With("p", layers.Pick(1, 2, 3));

    private static LayerDefinition Adaptive(RandomLayers layers, string kind, int[] sizes) => Layer.Of(kind).With(
        "size", layers.Chance(0.3) ? [layers.Pick(1, 2)] : sizes.Select(size => layers.Pick(1, 2, 3, 4, size)).ToArray());

    private static IEnumerable<LayerDefinition> Unpool(RandomLayers layers)
    {
        var (channels, kernel) = (layers.Channels(), layers.Pick(1, 2, 3));
        return
        [
            Layer.Input(channels, kernel * layers.Pick(1, 2, 3), (kernel * layers.Pick(1, 2, 4)) + layers.Pick(0, 1)),
            Layer.MaxPool2D(kernel, layers.Pick(kernel, kernel + 1)).Named("pool"),
            layers.BatchNormalization().Named("code"),
            Layer.Of("MaxUnpool2D").From("code", "pool"),
        ];
    }

    private static IEnumerable<LayerDefinition> Upsample(RandomLayers layers) => Behind(layers, layers.Pick(1, 2, 2, 3), (_, sizes) =>
    {
        var mode = layers.Pick("Nearest", "Linear", "Cubic");
        return Layer.Of("Upsample").With("scale", layers.Chance(0.5) ? [2] : sizes.Select(_ => layers.Pick(1, 2, 3)).ToArray())
            .With("mode", mode).With("alignCorners", mode != "Nearest" && layers.Chance(0.5) ? true : null);
    });

    private static IEnumerable<LayerDefinition> Pad(RandomLayers layers) => Behind(layers, layers.Pick(1, 2, 3), (_, sizes) =>
    {
        var mode = layers.Pick("Constant", "Reflect", "Replicate", "Circular");
        var pads = sizes.Concat(sizes).Select(size => mode switch
        {
            "Reflect" => Math.Min(size - 1, layers.Pick(0, 1, 3)),
            "Circular" => Math.Min(size, layers.Pick(0, 1, 3)),
            _ => layers.Pick(0, 1, 3),
        });
        return Layer.Of("Pad").With("pads", pads.ToArray()).With("mode", mode)
            .With("value", mode == "Constant" && layers.Chance(0.5) ? 1.5 : null);
    });

    private static IEnumerable<LayerDefinition> Slice(RandomLayers layers)
    {
        int[] shape = [layers.Channels(), .. Sizes(layers, layers.Pick(0, 1, 2, 3))];
        var axis = layers.Pick(Enumerable.Range(1, shape.Length).ToArray());
        var start = layers.Pick(0, (shape[axis - 1] - 1) / 2);
        return
        [
            Layer.Input(shape),
            Layer.Of("Slice").With("axis", axis).With("start", start).With("end", layers.Chance(0.5) ? shape[axis - 1] : null)
                .With("step", layers.Pick(1, 2, 3)),
        ];
    }
}

using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Testing.Models;

/// <summary>Seeded random models of one operator each. The same seed gives the same model everywhere.</summary>
internal static class RandomModels
{
    /// <summary>All kinds that <see cref="ForOperator"/> knows: every kind of layer but Input.</summary>
    public static IReadOnlyList<string> Operators { get; } =
    [
        "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Dense", "MaxPool2D", "AveragePool2D", "GlobalAveragePool",
        "GlobalMaxPool", "BatchNormalization", "LocalResponseNormalization", "Flatten", "Reshape", "ZeroPad2D", "Dropout", "Add", "Multiply", "Concat",
        "ReLU", "ReLU6", "LeakyReLU", "ELU", "Sigmoid", "Tanh", "SiLU", "HardSwish", "HardSigmoid", "Softmax",
        .. RandomSpatialModels.Kinds, .. RandomFeatureModels.Kinds,
    ];

    private static readonly int[] Batches = [1, 2, 3, 8];

    /// <summary>A model of one layer of a kind behind its inputs, with random shapes and attributes.</summary>
    public static ModelDefinition ForOperator(string kind, int seed) =>
        (RandomSpatialModels.Find(kind, seed) ?? RandomFeatureModels.Find(kind, seed) ?? ForSample(kind, seed)) with { Batch = Batches[seed % Batches.Length] };

    /// <summary>
    /// Transposed convolutions: strides and pads beyond the kernel, rows and columns behind the last window, with filters and a bias from
    /// the weights, and a normalisation or an activation behind.
    /// </summary>
    public static ModelDefinition Transposed(int seed)
    {
        var layers = new RandomLayers(new Random(seed));
        var (channels, filters) = (layers.Channels(), layers.Pick(1, 5, 16, 17, 32, 48));
        var (rows, columns) = (layers.TransposedAxis(), layers.TransposedAxis());
        var hasBias = layers.Chance(0.7);
        var conv = Layer.Of("onnx.ConvTranspose").From(["input", "w", .. hasBias ? ["b"] : Array.Empty<string>()])
            .With("strides", new[] { rows.Stride, columns.Stride })
            .With("pads", new[] { rows.Begin, columns.Begin, rows.End, columns.End })
            .With("output_padding", new[] { rows.Behind, columns.Behind });
        List<LayerDefinition> list =
        [
            Layer.Input(channels, rows.Input, columns.Input),
            Layer.Of("onnx.Constant").With("shape", new[] { channels, filters, rows.Kernel, columns.Kernel }).Named("w"),
            conv,
        ];
        if (hasBias)
            list.Insert(2, Layer.Of("onnx.Constant").With("shape", new[] { filters }).Named("b"));
        if (layers.Chance(0.3))
            list.Add(layers.BatchNormalization());
        else if (layers.Chance(0.5))
            list.Add(layers.ActivationLayer());
        return Model.Of($"Transposed{seed}", list) with { Batch = Batches[seed % Batches.Length] };
    }

    private static ModelDefinition ForSample(string kind, int seed)
    {
        var layers = new RandomLayers(new Random(seed));
        var (channels, height, width) = (layers.Channels(), layers.Pixels(), layers.Pixels());
        var image = Layer.Input(channels, height, width);
        var name = $"{kind}{seed}";
        return kind switch
        {
            "Conv2D" => Model.Of(name, image, layers.Conv2D(channels, height, width)),
            "DepthwiseConv2D" => Model.Of(name, image, layers.DepthwiseConv2D(height, width)),
            "SeparableConv2D" => Model.Of(name, image, layers.SeparableConv2D(height, width)),
            "Dense" => Model.Of(name, Layer.Input(channels * height), layers.Dense()),
            "MaxPool2D" => Model.Of(name, image, layers.MaxPool2D(height, width)),
            "AveragePool2D" => Model.Of(name, image, layers.AveragePool2D(height, width)),
            "BatchNormalization" => Model.Of(name, layers.Chance(0.7) ? image : Layer.Input(channels), layers.BatchNormalization()),
            "LocalResponseNormalization" => Model.Of(
                name, layers.Chance(0.8) ? image : Layer.Input(channels), layers.LocalResponseNormalization()),
            "Reshape" => Model.Of(name, image, layers.Pick(
                Layer.Reshape(-1), Layer.Reshape(height, -1), Layer.Reshape(width, channels, height))),
            "ZeroPad2D" => Model.Of(name, image, layers.ZeroPad2D()),
            "Add" or "Multiply" => Join(name, kind, layers, channels, height, width),
            "Concat" => Concat(name, layers, channels, height, width),
            "Softmax" => Model.Of(name, image, Layer.Softmax(layers.Pick(1, 2, 3, -1))),
            _ => Model.Of(name, image, Layer.Of(kind)),
        };
    }

    /// <summary>Two inputs of the same shape, or one that broadcasts over channels, over pixels or over everything.</summary>
    private static ModelDefinition Join(string name, string kind, RandomLayers layers, int channels, int height, int width)
    {
        var other = layers.Pick<int[]>(
            [channels, height, width], [channels, height, width], [channels, 1, 1], [1, height, width], [1, 1, 1]);
        var inputs = new[] { Layer.Input(channels, height, width).Named("a"), Layer.Input(other).Named("b") };
        string[] order = layers.Chance(0.5) ? ["a", "b"] : ["b", "a"];
        var join = Layer.Of(kind).From(order).With("activation", layers.Activation());
        return Model.Of(name, [.. inputs, join]);
    }

    private static ModelDefinition Concat(string name, RandomLayers layers, int channels, int height, int width)
    {
        var axis = layers.Pick(1, 1, 1, 2, 3);
        var inputs = Enumerable.Range(0, layers.Pick(2, 3)).Select(i =>
        {
            int[] shape = [channels, height, width];
            shape[axis - 1] = axis == 1 ? layers.Channels() : layers.Pixels();
            return Layer.Input(shape).Named("part" + i);
        }).ToList();
        return Model.Of(name, [.. inputs, Layer.Concat(inputs.Select(input => input.Name!)).With("axis", axis)]);
    }
}

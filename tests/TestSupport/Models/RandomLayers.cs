using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Testing.Models;

/// <summary>Seeded random layers for an input of a known shape; every choice is one that the builder accepts.</summary>
internal sealed class RandomLayers(Random random)
{
    /// <summary>Below, at and above the block sizes of layouts.</summary>
    private static readonly int[] ChannelCounts = [1, 3, 15, 16, 17, 33];

    private static readonly string[] Activations =
        ["None", "ReLU", "ReLU6", "LeakyReLU", "ELU", "Sigmoid", "Tanh", "SiLU", "HardSwish", "HardSigmoid"];

    public int Channels() => Pick(ChannelCounts);

    /// <summary>Small images, often of one pixel in some direction, mostly odd.</summary>
    public int Pixels() => Pick(1, 2, 3, 5, 7, 8, 9, 11, 13);

    public string Activation() => Pick(Activations);

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public LayerDefinition Conv2D(int channels, int height, int width)
    {
        var group = Pick(Divisors(channels));
        var filters = group * Pick(1, 2, 3, Math.Max(1, 33 / group));
        return ConvolutionWindow(Layer.Of("Conv2D"), height, width)
            .With("filters", filters).With("group", group);
    }

    public LayerDefinition DepthwiseConv2D(int height, int width) =>
        ConvolutionWindow(Layer.Of("DepthwiseConv2D"), height, width).With("multiplier", Pick(1, 1, 2, 3));

    public LayerDefinition SeparableConv2D(int height, int width) =>
        ConvolutionWindow(Layer.Of("SeparableConv2D"), height, width)
            .With("multiplier", Pick(1, 2)).With("filters", Channels());

    public LayerDefinition Dense() =>
        Layer.Dense(Pick(1, 2, 10, 15, 16, 17, 33, 65)).With("bias", Chance(0.8)).With("activation", Activation());

    public LayerDefinition MaxPool2D(int height, int width)
    {
        var (rows, columns) = (PoolAxis(height, maximumDilation: 3), PoolAxis(width, maximumDilation: 3));
        return Pool("MaxPool2D", rows, columns).With("dilations", new[] { rows.Dilation, columns.Dilation });
    }

    public LayerDefinition AveragePool2D(int height, int width) =>
        Pool("AveragePool2D", PoolAxis(height, maximumDilation: 1), PoolAxis(width, maximumDilation: 1))
            .With("countIncludePad", Chance(0.5));

    public LayerDefinition BatchNormalization() =>
        Layer.BatchNormalization(Pick(1e-5, 1e-3)).With("activation", Activation());

    /// <summary>Windows up to beyond all channels, and factors that make them matter.</summary>
    public LayerDefinition LocalResponseNormalization() => Layer.LocalResponseNormalization(
        Pick(1, 2, 3, 4, 5, 9, 100), Pick(1e-4, 0.5, 3), Pick(0.75, 0.75, 0.5, 1, 0.6, -0.25), Pick(1, 2, 0.5));

    public LayerDefinition ZeroPad2D() => Layer.ZeroPad2D(Pick(0, 1, 2), Pick(0, 1), Pick(0, 1), Pick(0, 1, 3));

    public LayerDefinition ActivationLayer() => Layer.Of(Pick(Activations[1..]));

    /// <summary>An axis of a transposed convolution whose result has at least one element.</summary>
    public (int Input, int Kernel, int Stride, int Begin, int End, int Behind) TransposedAxis()
    {
        var (input, kernel, stride) = (Pixels(), Pick(1, 2, 3, 4, 5), Pick(1, 2, 2, 3, 4));
        var behind = Pick(0, 0, 1, stride + 1);
        var largest = (stride * (input - 1)) + kernel + behind - 1;
        var begin = Math.Min(largest, Pick(0, 1, kernel / 2, kernel + 1));
        return (input, kernel, stride, begin, Math.Min(largest - begin, Pick(0, 1, kernel / 2, kernel + 1)), behind);
    }

    /// <summary>A window of a convolution for an input with these spatial axes, in any padding mode.</summary>
    public LayerDefinition Convolution(string kind, params int[] sizes)
    {
        var layer = ConvolutionWindow(Layer.Of(kind), sizes);
        if (layer.Properties.Any(property => property.Name == "autoPad") || Chance(0.5))
            return layer;
        return Chance(0.5)
            ? layer.With("paddingMode", "Replicate")
            : layer.With("paddingMode", Pick("Reflect", "Circular")).With("pads", sizes.Min() > 1 ? Pick(0, 1) : 0)
                .With("kernel", 1).With("strides", Pick(1, 2)).With("dilations", 1);
    }

    /// <summary>A pool over an input with these spatial axes.</summary>
    public LayerDefinition PoolOf(string kind, int maximumDilation, params int[] sizes)
    {
        var axes = sizes.Select(size => PoolAxis(size, maximumDilation)).ToArray();
        var layer = Pool(kind, axes);
        return maximumDilation > 1 ? layer.With("dilations", axes.Select(axis => axis.Dilation).ToArray()) : layer;
    }

    /// <summary>A transposed convolution and the input that it fits.</summary>
    public (int[] Sizes, LayerDefinition Layer) TransposedConvolution(int rank)
    {
        var axes = Enumerable.Range(0, rank).Select(_ => TransposedAxis()).ToList();
        var sizes = axes.Select(axis => rank == 3 ? Math.Min(axis.Input, 4) : axis.Input).ToArray();
        var layer = Layer.Of($"ConvTranspose{rank}D").With("kernel", axes.Select(axis => axis.Kernel).ToArray())
            .With("strides", axes.Select(axis => axis.Stride).ToArray()).With("bias", Chance(0.7)).With("activation", Activation());
        if (Chance(0.3))
            return (sizes, layer.With("autoPad", Pick("Same", "SameLower", "Valid")));
        var pads = axes.Select((axis, i) => Math.Min((axis.Kernel - 1) / 2, Math.Min(axis.Begin, sizes[i] / 2))).ToArray();
        return (sizes, layer.With("pads", pads)
            .With("outputPadding", axes.Select(axis => Math.Min(axis.Behind, axis.Stride - 1)).ToArray())
            .With("dilations", Chance(0.7) ? null : Pick(1, 2)));
    }

    /// <summary>Strides and pads may pass the kernel.</summary>
    private LayerDefinition ConvolutionWindow(LayerDefinition layer, params int[] sizes)
    {
        var axes = sizes.Select(ConvolutionAxis).ToArray();
        layer = layer.With("kernel", axes.Select(axis => axis.Kernel).ToArray())
            .With("strides", axes.Select(axis => axis.Stride).ToArray())
            .With("dilations", axes.Select(axis => axis.Dilation).ToArray())
            .With("bias", Chance(0.7)).With("activation", Activation());
        return Chance(0.3)
            ? layer.With("autoPad", Pick("Same", "SameLower"))
            : layer.With("pads", (int[])[.. axes.Select(axis => axis.Begin), .. axes.Select(axis => axis.End)]);
    }

    private Axis ConvolutionAxis(int input)
    {
        var (kernel, dilation) = (Pick(1, 2, 3, 3, 3, 5), Pick(1, 1, 1, 2, 3));
        var missing = Math.Max(0, ((kernel - 1) * dilation) + 1 - input);
        var begin = Pick(0, 1, kernel / 2, kernel + 1);
        var end = Math.Max(missing - begin, Pick(0, 1, kernel / 2, kernel + 1));
        return new Axis(kernel, Pick(1, 1, 2, 3, kernel + 2), dilation, begin, end);
    }

    /// <summary>No window lies in the padding, which for a pool would mean nothing.</summary>
    private Axis PoolAxis(int input, int maximumDilation)
    {
        var kernel = Pick(1, 2, 3);
        var dilation = Math.Min(Pick(1, 2, 3), Math.Min(maximumDilation, input));
        var extent = ((kernel - 1) * dilation) + 1;
        var missing = Math.Max(0, extent - input);
        var begin = Math.Min(extent - 1, Math.Max((missing + 1) / 2, Pick(0, 1)));
        return new Axis(kernel, Pick(1, 2, kernel, kernel + 1), dilation, begin, Math.Max(missing - begin, Math.Min(extent - 1, Pick(0, 1))));
    }

    private LayerDefinition Pool(string kind, params Axis[] axes) =>
        Layer.Of(kind).With("kernel", axes.Select(axis => axis.Kernel).ToArray())
            .With("strides", axes.Select(axis => axis.Stride).ToArray())
            .With("pads", (int[])[.. axes.Select(axis => axis.Begin), .. axes.Select(axis => axis.End)])
            .With("ceilMode", Chance(0.5));

    /// <summary>The divisors of a number.</summary>
    public static int[] Divisors(int number) => [.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)];

    private sealed record Axis(int Kernel, int Stride, int Dilation, int Begin, int End);
}

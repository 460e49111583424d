using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>
/// Blocks that name a pattern of layers. Their parts are layers with weights of their own, named as in torchvision, so that its weights
/// fit under the block's name.
/// </summary>
internal static class BlockLayers
{
    /// <summary>Two 3×3 convolutions beside a shortcut (He 2015, figure 5 left).</summary>
    public static Value? Residual(LayerContext layer)
    {
        var (filters, stride) = (layer.Reader.Integer("filters"), layer.Reader.Integer("stride", 1));
        if (!layer.RequireImage())
            return null;
        var block = new BlockParts(layer);
        var first = block.Convolve("conv1", "bn1", layer.Operand, filters, 3, "ReLU", stride);
        var second = block.Convolve("conv2", "bn2", first, filters, 3, "None");
        return block.AddShortcut(second, filters, stride);
    }

    /// <summary>A 3×3 convolution between two pointwise ones beside a shortcut (He 2015, figure 5 right; Xie 2016 with groups).</summary>
    public static Value? Bottleneck(LayerContext layer)
    {
        var reader = layer.Reader;
        var (filters, stride, group) = (reader.Integer("filters"), reader.Integer("stride", 1), reader.Integer("group", 1));
        var results = (long)filters * reader.Integer("expansion", 4);
        if (!layer.RequireImage() || !RequireFilters(layer, "expansion", results))
            return null;
        var block = new BlockParts(layer);
        var first = block.Convolve("conv1", "bn1", layer.Operand, filters, 1, "ReLU");
        var second = block.Convolve("conv2", "bn2", first, filters, 3, "ReLU", stride, group);
        var third = block.Convolve("conv3", "bn3", second, (int)results, 1, "None");
        return block.AddShortcut(third, (int)results, stride);
    }

    /// <summary>
    /// A pointwise convolution to more channels, a depthwise one and a pointwise one to fewer, with a shortcut where the shape stays
    /// (Sandler 2018), and with factors for the channels before the last convolution (Howard 2019, Tan 2019). torchvision has other
    /// names for the parts of blocks with such factors.
    /// </summary>
    public static Value? InvertedResidual(LayerContext layer)
    {
        var reader = layer.Reader;
        var (filters, stride, kernel) = (reader.Integer("filters"), reader.Integer("stride", 1), reader.Integer("kernel", 3));
        var expansion = reader.Number("expansion", 6);
        string[] activations = ["ReLU6", "ReLU", "SiLU", "HardSwish"];
        var activation = activations[reader.Choice("activation", activations)];
        if (!layer.RequireImage() || !RequireOdd(layer, kernel))
            return null;
        var (x, channels) = (layer.Operand, layer.Operand.Shape[1]);
        var hidden = Math.Max(1, Math.Round(channels * expansion));
        if (!RequireFilters(layer, "expansion", hidden))
            return null;
        var block = new BlockParts(layer);
        var (expands, excites) = (expansion != 1, reader.Integer("squeeze", 0) > 0);
        if (!excites && reader.Written("inner", "gate").FirstOrDefault() is { Name: var ofExcitation })
        {
            reader.Report(DiagnosticCatalog.ExcitationWithoutSqueeze, ofExcitation, ofExcitation);
            return null;
        }

        var parts = excites ? "block" : "conv";
        var expanded = expands ? block.Convolve($"{parts}.0.0", $"{parts}.0.1", x, (int)hidden, 1, activation) : x;
        var place = expands ? 1 : 0;
        var depthwise = block.Convolve(
            $"{parts}.{place}.0", $"{parts}.{place}.1", expanded, (int)hidden, kernel, activation, stride, (int)hidden);
        var projected = excites
            ? block.Convolve(
                $"block.{place + 2}.0", $"block.{place + 2}.1", block.Excite($"block.{place + 1}", depthwise), filters, 1, "None")
            : block.Convolve($"conv.{place + 1}", $"conv.{place + 2}", depthwise, filters, 1, "None");
        if (projected is null)
            return null;
        return stride == 1 && channels == filters
            ? layer.Append(new Add(), x, projected) : layer.Append(new Identity(), projected);
    }

    /// <summary>Convolutions of several sizes and a pool side by side (Szegedy 2014, figure 2b).</summary>
    public static Value? Inception(LayerContext layer)
    {
        var reader = layer.Reader;
        var filters = reader.Integers("filters");
        var kernel = reader.Integer("kernel", 5);
        if (!layer.RequireImage() || !RequireOdd(layer, kernel))
            return null;
        var block = new BlockParts(layer) { IsNormalized = reader.Flag("batchNormalization", true), Epsilon = reader.Number("epsilon", 1e-3) };
        var x = layer.Operand;
        var pooled = layer.AppendLayer(
            "branch4.0", "MaxPool2D", [x], OperatorProperties.Of("kernel", 3), OperatorProperties.Of("strides", 1),
            OperatorProperties.Of("pads", 1));
        Value?[] branches =
        [
            Unit("branch1", x, filters[0], 1),
            Unit("branch2.1", Unit("branch2.0", x, filters[1], 1), filters[2], 3),
            Unit("branch3.1", Unit("branch3.0", x, filters[3], 1), filters[4], kernel),
            Unit("branch4.1", pooled, filters[5], 1),
        ];
        return branches.Contains(null) ? null : layer.AppendLayer(null, "Concat", branches);

        Value? Unit(string part, Value? input, int count, int size) =>
            block.Convolve(part + ".conv", part + ".bn", input, count, size, "ReLU");
    }

    /// <summary>Convolutions each of which reads the input and the results of all before it (Huang 2017).</summary>
    public static Value? Dense(LayerContext layer)
    {
        var reader = layer.Reader;
        var (count, growth, width) = (reader.Integer("layers"), reader.Integer("growth"), reader.Integer("width", 4));
        if (!layer.RequireImage() || !RequireFilters(layer, "width", (long)width * growth))
            return null;
        var block = new BlockParts(layer);
        List<Value> maps = [layer.Operand];
        for (var i = 1; i <= count; i++)
        {
            var part = LayerParts.DenseLayer(i);
            var x = maps.Count == 1 ? maps[0] : layer.AppendLayer(part + "concat", "Concat", maps);
            if (width > 0)
                x = block.ConvolveNormalized(part + "norm1", part + "conv1", x, width * growth, 1);
            var next = width > 0 ? "2" : "1";
            x = block.ConvolveNormalized(part + "norm" + next, part + "conv" + next, x, growth, 3);
            if (x is null)
                return null;
            maps.Add(x);
        }

        return layer.AppendLayer(null, "Concat", maps);
    }

    /// <summary>Whether padding on both sides keeps the size.</summary>
    private static bool RequireOdd(LayerContext layer, int kernel)
    {
        if (kernel % 2 == 0)
            layer.Reader.ReportRange("kernel", "an odd number", kernel);
        return !layer.Reader.HasErrors;
    }

    /// <summary>Whether a number of filters that was computed is within the limits.</summary>
    private static bool RequireFilters(LayerContext layer, string property, double filters)
    {
        if (filters > Shapes.SizeLimits.MaximumElements)
            layer.Reader.ReportRange(property, $"small enough for {Shapes.SizeLimits.MaximumElements} filters", filters);
        return !layer.Reader.HasErrors;
    }
}

/// <summary>The layers that blocks are made of.</summary>
internal sealed class BlockParts(LayerContext layer)
{
    public double Epsilon { get; init; } = layer.Reader.Number("epsilon", 1e-5);

    /// <summary>Whether convolutions have a batch normalisation behind them, and not a bias.</summary>
    public bool IsNormalized { get; init; } = true;

    /// <summary>A convolution that keeps the size but for its stride, its batch normalisation and the activation; null of null.</summary>
    public Value? Convolve(
        string conv, string norm, Value? x, int filters, int kernel, string activation, int stride = 1, int group = 1)
    {
        if (x is null)
            return null;
        var fused = OperatorProperties.Of("activation", activation);
        LayerProperty[] window =
        [
            OperatorProperties.Of("filters", filters), OperatorProperties.Of("kernel", kernel), OperatorProperties.Of("strides", stride),
            OperatorProperties.Of("pads", (kernel - 1) / 2), OperatorProperties.Of("group", group), OperatorProperties.Of("bias", !IsNormalized),
        ];
        if (!IsNormalized)
            return layer.AppendLayer(conv, "Conv2D", [x], [.. window, fused]);
        return layer.AppendLayer(conv, "Conv2D", [x], window) is { } convolved ? Normalize(norm, convolved, fused) : null;
    }

    /// <summary>A batch normalisation with ReLU and a convolution behind it; null of null.</summary>
    public Value? ConvolveNormalized(string norm, string conv, Value? x, int filters, int kernel) =>
        x is not null && Normalize(norm, x, OperatorProperties.Of("activation", "ReLU")) is { } normalized
            ? layer.AppendLayer(
                conv, "Conv2D", [normalized], OperatorProperties.Of("filters", filters), OperatorProperties.Of("kernel", kernel),
                OperatorProperties.Of("pads", (kernel - 1) / 2), OperatorProperties.Of("bias", false))
            : null;

    /// <summary>A squeeze-and-excitation with the block's properties; null of null.</summary>
    public Value? Excite(string part, Value? x) =>
        x is null ? null : layer.AppendLayer(part, "SqueezeExcite", [x], [.. layer.Reader.Written("squeeze", "inner", "gate")]);

    /// <summary>ReLU of the result and the block's operand, which is brought to the result's shape if it has another; null of null.</summary>
    public Value? AddShortcut(Value? result, int filters, int stride)
    {
        if (result is null)
            return null;
        var x = layer.Operand;
        var shortcut = stride == 1 && x.Shape[1] == filters
            ? x : Convolve("downsample.0", "downsample.1", x, filters, 1, "None", stride);
        return shortcut is null
            ? null : layer.Append(new Add { Activation = new(ActivationKind.Relu) }, result, shortcut);
    }

    private Value? Normalize(string name, Value x, LayerProperty activation) =>
        layer.AppendLayer(name, "BatchNormalization", [x], OperatorProperties.Of("epsilon", Epsilon), activation);
}

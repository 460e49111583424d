using System.Globalization;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Compiler.Building;

/// <summary>Names of the nodes of a layer that becomes several nodes.</summary>
internal static class LayerParts
{
    public static string Depthwise(string layer) => layer + ".depthwise";

    /// <summary>The convolution along columns of a spatially separable one.</summary>
    public static string Vertical(string layer) => layer + ".vertical";

    /// <summary>The convolution along rows of a spatially separable one.</summary>
    public static string Horizontal(string layer) => layer + ".horizontal";

    public static string Pointwise(string layer) => layer + ".pointwise";

    /// <summary>The first convolution of a squeeze-and-excitation, as torchvision names it.</summary>
    public static string Squeeze(string layer) => layer + ".fc1";

    /// <summary>The second convolution of a squeeze-and-excitation.</summary>
    public static string Excite(string layer) => layer + ".fc2";

    /// <summary>A partial sum of an Add over more than two layers; the last sum has the layer's own name.</summary>
    public static string PartialSum(string layer, int index) =>
        layer + ".sum" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The beginning of the names in a layer of a DenseBlock, as torchvision names them.</summary>
    public static string DenseLayer(int number) => $"denselayer{number.ToString(CultureInfo.InvariantCulture)}.";

    /// <summary>A part under its name within the layer.</summary>
    public static string Of(string layer, string part) => $"{layer}.{part}";

    public static IEnumerable<string> Of(LayerDefinition layer, string name)
    {
        return layer.Kind switch
        {
            "SeparableConv1D" or "SeparableConv2D" => [Depthwise(name), Pointwise(name)],
            "CombineMaps" => [Depthwise(name)],
            "SpatiallySeparableConv2D" => [Vertical(name), Horizontal(name)],
            "SqueezeExcite" => [Squeeze(name), Excite(name)],
            "Add" => Enumerable.Range(1, Math.Max(0, layer.From.Count - 2)).Select(index => PartialSum(name, index)),
            "SelfAttention2D" => Parts("f", "g", "h", "v"),
            "Residual" => Parts("conv1", "bn1", "conv2", "bn2", "downsample.0", "downsample.1"),
            "Bottleneck" => Parts("conv1", "bn1", "conv2", "bn2", "conv3", "bn3", "downsample.0", "downsample.1"),
            "InvertedResidual" =>
            [
                .. Parts("conv.0.0", "conv.0.1", "conv.1", "conv.1.0", "conv.1.1", "conv.2", "conv.3"),
                .. Parts("block.0.0", "block.0.1", "block.1.0", "block.1.1", "block.2.0", "block.2.1", "block.3.0", "block.3.1"),
                .. Parts("block.1", "block.1.fc1", "block.1.fc2", "block.2", "block.2.fc1", "block.2.fc2"),
            ],
            "Inception" =>
            [
                Of(name, "branch4.0"),
                .. new[] { "branch1", "branch2.0", "branch2.1", "branch3.0", "branch3.1", "branch4.1" }
                    .SelectMany(branch => Parts(branch + ".conv", branch + ".bn")),
            ],
            "DenseBlock" => Enumerable.Range(1, DenseLayers(layer)).Select(DenseLayer).SelectMany(part =>
                Parts(part + "concat", part + "norm1", part + "conv1", part + "norm2", part + "conv2")),
            _ => [],
        };

        IEnumerable<string> Parts(params string[] parts) => parts.Select(part => Of(name, part));
    }

    private static int DenseLayers(LayerDefinition layer) =>
        layer.Properties.FirstOrDefault(property => property.Name == "layers")?.Value is PropertyValue.Integers { Values: [var count] }
            ? (int)count : 0;
}

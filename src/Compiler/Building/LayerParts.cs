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

    public static IEnumerable<string> Of(LayerDefinition layer, string name) => layer.Kind switch
    {
        "SeparableConv1D" or "SeparableConv2D" => [Depthwise(name), Pointwise(name)],
        "CombineMaps" => [Depthwise(name)],
        "SpatiallySeparableConv2D" => [Vertical(name), Horizontal(name)],
        "SqueezeExcite" => [Squeeze(name), Excite(name)],
        "Add" => Enumerable.Range(1, Math.Max(0, layer.From.Count - 2)).Select(index => PartialSum(name, index)),
        _ => [],
    };
}

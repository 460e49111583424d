using System.Globalization;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Compiler.Building;

/// <summary>Names of the nodes of a layer that becomes several nodes.</summary>
internal static class LayerParts
{
    public static string Depthwise(string layer) => layer + ".depthwise";

    public static string Pointwise(string layer) => layer + ".pointwise";

    /// <summary>A partial sum of an Add over more than two layers; the last sum has the layer's own name.</summary>
    public static string PartialSum(string layer, int index) =>
        layer + ".sum" + index.ToString(CultureInfo.InvariantCulture);

    public static IEnumerable<string> Of(LayerDefinition layer, string name) => layer.Kind switch
    {
        "SeparableConv2D" => [Depthwise(name), Pointwise(name)],
        "Add" => Enumerable.Range(1, Math.Max(0, layer.From.Count - 2)).Select(index => PartialSum(name, index)),
        _ => [],
    };
}

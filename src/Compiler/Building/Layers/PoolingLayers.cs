using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Pools over windows and over all positions: the operators of ONNX.</summary>
internal static class PoolingLayers
{
    public static Value? MaxPool1D(LayerContext layer) => Pool(layer, 1, "MaxPool");

    public static Value? MaxPool2D(LayerContext layer) => Pool(layer, 2, "MaxPool");

    public static Value? MaxPool3D(LayerContext layer) => Pool(layer, 3, "MaxPool");

    public static Value? AveragePool1D(LayerContext layer) => Pool(layer, 1, "AveragePool");

    public static Value? AveragePool2D(LayerContext layer) => Pool(layer, 2, "AveragePool");

    public static Value? AveragePool3D(LayerContext layer) => Pool(layer, 3, "AveragePool");

    public static Value? LpPool1D(LayerContext layer) => Pool(layer, 1, "LpPool");

    public static Value? LpPool2D(LayerContext layer) => Pool(layer, 2, "LpPool");

    public static Value? LpPool3D(LayerContext layer) => Pool(layer, 3, "LpPool");

    public static Value? GlobalAveragePool(LayerContext layer) => Global(layer, "GlobalAveragePool");

    public static Value? GlobalMaxPool(LayerContext layer) => Global(layer, "GlobalMaxPool");

    public static Value? GlobalLpPool(LayerContext layer) =>
        Global(layer, "GlobalLpPool", OperatorProperties.Of("p", layer.Reader.Integer("p", 2)));

    /// <summary>
    /// The k greatest elements of each channel in the order in which they come: where they are by value, those places in order, and
    /// what is there.
    /// </summary>
    public static Value? KMaxPool1D(LayerContext layer)
    {
        var k = layer.Reader.Integer("k");
        if (!layer.RequireSpatial(1))
            return null;
        var length = layer.Operand.Shape[2];
        if (k > length)
            layer.Reader.Report(DiagnosticCatalog.KLargerThanLength, "k", k, layer.Operand.Name, length);
        if (layer.Reader.HasErrors
            || layer.AppendOperator("places", "TopK", [layer.Operand], OperatorProperties.Of("k", k)) is not { } places
            || layer.AppendOperator(
                "order", "TopK", [places], OperatorProperties.Of("k", k), OperatorProperties.Of("largest", false)) is not { } order
            || layer.AppendOperator("sorted", "GatherElements", [places, order], OperatorProperties.Of("axis", 2)) is not { } sorted)
            return null;
        return layer.AppendOperator(null, "GatherElements", [layer.Operand, sorted], OperatorProperties.Of("axis", 2));
    }

    private static Value? Pool(LayerContext layer, int rank, string name)
    {
        if (!layer.RequireSpatial(rank))
            return null;
        var window = LayerWindow.ReadPool(layer, rank);
        var countsPadding = layer.Reader.Flag("countIncludePad", false);
        var ceilMode = layer.Reader.Flag("ceilMode", false);
        var exponent = layer.Reader.Integer("p", 2);
        if (layer.Reader.HasErrors || !LayerWindow.Fits(layer, window, layer.Operand.Shape)
            || (!countsPadding && !ReadsInput(layer, window, ceilMode)))
            return null;
        List<LayerProperty> properties =
        [
            OperatorProperties.Of("kernel_shape", window.Kernel), OperatorProperties.Of("strides", window.Strides),
            OperatorProperties.Of("pads", window.Pads), OperatorProperties.Of("dilations", window.Dilations),
            OperatorProperties.Of("ceil_mode", ceilMode),
        ];
        if (countsPadding)
            properties.Add(OperatorProperties.Of("count_include_pad", true));
        if (exponent != 2)
            properties.Add(OperatorProperties.Of("p", exponent));
        return layer.AppendOperator(null, name, [layer.Operand], [.. properties]);
    }

    /// <summary>Whether every window reads an element of the input; reports it if not.</summary>
    private static bool ReadsInput(LayerContext layer, SlidingWindow window, bool ceilMode)
    {
        var x = layer.Operand.Shape;
        if (!Enumerable.Range(0, window.Rank).Select(axis => window.Axis(axis, x)).Any(axis => axis.HasEmptyWindow(axis.OutputSize(ceilMode))))
            return true;
        layer.Reader.Report(
            DiagnosticCatalog.WindowOutsideInput, "pads", string.Join("×", window.Kernel), window.Pads.ToString(),
            string.Join("×", x.Dimensions.Skip(2)));
        return false;
    }

    private static Value? Global(LayerContext layer, string name, params LayerProperty[] properties) =>
        layer.RequireSpatial(1, 2, 3) && !layer.Reader.HasErrors
            ? layer.AppendOperator(null, name, [layer.Operand], properties) : null;
}

using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Conv2D, DepthwiseConv2D and SeparableConv2D: all become Conv.</summary>
internal static class ConvolutionLayers
{
    public static Value? Conv2D(LayerContext layer)
    {
        var reader = layer.Reader;
        var filters = reader.Integer("filters");
        var group = reader.Integer("group", 1);
        if (!layer.RequireImage())
            return null;
        var window = ConvolutionWindow.Read(reader, layer.Operand.Shape);
        var hasBias = reader.Flag("bias", true);
        var conv = window.ToConv(group) with
        {
            Activation = Activations.Read(reader),
            Algorithm = reader.Choice<ConvAlgorithm>("algorithm"),
        };
        CheckGroup(layer, filters, group);
        AlgorithmOverride.Check(reader, conv, window);
        return reader.HasErrors ? null : Append(layer, layer.Name, conv, window, filters, hasBias, layer.Operand);
    }

    public static Value? DepthwiseConv2D(LayerContext layer)
    {
        if (!layer.RequireImage())
            return null;
        var reader = layer.Reader;
        var (window, filters) = ReadDepthwise(layer);
        var hasBias = reader.Flag("bias", true);
        var conv = window.ToConv(layer.Operand.Shape[1]) with { Activation = Activations.Read(reader) };
        return reader.HasErrors ? null : Append(layer, layer.Name, conv, window, filters, hasBias, layer.Operand);
    }

    /// <summary>A depthwise convolution without bias, then a 1×1 convolution with the bias and the activation.</summary>
    public static Value? SeparableConv2D(LayerContext layer)
    {
        var reader = layer.Reader;
        var filters = reader.Integer("filters");
        if (!layer.RequireImage())
            return null;
        var (window, depthwiseFilters) = ReadDepthwise(layer);
        var hasBias = reader.Flag("bias", true);
        var pointwise = ConvolutionWindow.Pointwise.ToConv(1) with { Activation = Activations.Read(reader) };
        if (reader.HasErrors)
            return null;
        var depthwise = Append(
            layer, LayerParts.Depthwise(layer.Name), window.ToConv(layer.Operand.Shape[1]), window, depthwiseFilters,
            hasBias: false, layer.Operand);
        return depthwise is null
            ? null
            : Append(
                layer, LayerParts.Pointwise(layer.Name), pointwise, ConvolutionWindow.Pointwise, filters, hasBias, depthwise,
                outputName: layer.Name);
    }

    private static (ConvolutionWindow Window, long Filters) ReadDepthwise(LayerContext layer)
    {
        var window = ConvolutionWindow.Read(layer.Reader, layer.Operand.Shape);
        var multiplier = layer.Reader.Integer("multiplier", 1);
        return (window, (long)layer.Operand.Shape[1] * multiplier);
    }

    private static Value? Append(
        LayerContext layer, string name, Conv conv, ConvolutionWindow window, long filters, bool hasBias, Value input,
        string? outputName = null)
    {
        var weight = layer.Weight(
            name + ".weight", WeightRole.Filters,
            filters, input.Shape[1] / conv.Group, window.Kernel.Height, window.Kernel.Width);
        var bias = hasBias ? layer.Weight(name + ".bias", WeightRole.Bias, filters) : null;
        return layer.Reader.HasErrors ? null : layer.AppendPart(name, conv, [input, weight, .. OptionalBias(bias)], outputName);
    }

    private static Value[] OptionalBias(Value? bias) => bias is null ? [] : [bias];

    private static void CheckGroup(LayerContext layer, int filters, int group)
    {
        var channels = layer.Operand.Shape[1];
        if (channels % group != 0)
            layer.Reader.Report(DiagnosticCatalog.GroupDoesNotDivideChannels, "group", channels, layer.Operand.Name, group);
        else if (filters % group != 0)
            layer.Reader.Report(DiagnosticCatalog.GroupDoesNotDivideFilters, "group", filters, group);
    }
}

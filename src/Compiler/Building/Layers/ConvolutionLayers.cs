using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Convolutions over one, two and three axes, and those that are made of several: all become Conv.</summary>
internal static class ConvolutionLayers
{
    public static Value? Conv1D(LayerContext layer) => Conv(layer, 1);

    public static Value? Conv2D(LayerContext layer) => Conv(layer, 2);

    public static Value? Conv3D(LayerContext layer) => Conv(layer, 3);

    public static Value? DepthwiseConv1D(LayerContext layer) => Depthwise(layer, 1);

    public static Value? DepthwiseConv2D(LayerContext layer) => Depthwise(layer, 2);

    public static Value? SeparableConv1D(LayerContext layer) => Separable(layer, 1);

    public static Value? SeparableConv2D(LayerContext layer) => Separable(layer, 2);

    /// <summary>A convolution along columns without bias, then one along rows with the bias and the activation.</summary>
    public static Value? SpatiallySeparableConv2D(LayerContext layer)
    {
        var reader = layer.Reader;
        var filters = reader.Integer("filters");
        if (!layer.RequireImage())
            return null;
        var between = reader.Integer("between", filters);
        var window = LayerWindow.Read(layer, 2);
        var hasBias = reader.Flag("bias", true);
        var activation = Activations.Read(reader);
        if (LayerWindow.Pad(layer, window) is not var (input, padded) || !LayerWindow.Fits(layer, padded, input.Shape))
            return null;
        var columns = Append(layer, LayerParts.Vertical(layer.Name), Along(padded, 0), 1, between, hasBias: false, input);
        return columns is null
            ? null
            : Append(
                layer, LayerParts.Horizontal(layer.Name), Along(padded, 1), 1, filters, hasBias, columns, activation, layer.Name);
    }

    /// <summary>Adds a convolution with its weights; null after a mistake, which is reported.</summary>
    /// <param name="name">The name of its node, before that of its weights.</param>
    /// <param name="outputName">The name of its result; null for that of the node.</param>
    public static Value? Append(
        LayerContext layer, string name, SlidingWindow window, int group, long filters, bool hasBias, Value input,
        ActivationFunction? activation = null, string? outputName = null, ConvAlgorithm algorithm = ConvAlgorithm.Auto)
    {
        var weight = layer.Weight(
            name + ".weight", WeightRole.Filters,
            [filters, input.Shape[1] / group, .. window.Kernel.Select(size => (long)size)]);
        var bias = hasBias ? layer.Weight(name + ".bias", WeightRole.Bias, filters) : null;
        return layer.Reader.HasErrors
            ? null
            : Append(layer, name, window, group, input, weight!, bias, activation, outputName, algorithm);
    }

    /// <summary>Adds a convolution with given weights; null after a mistake, which is reported.</summary>
    public static Value? Append(
        LayerContext layer, string name, SlidingWindow window, int group, Value input, Value weight, Value? bias,
        ActivationFunction? activation = null, string? outputName = null, ConvAlgorithm algorithm = ConvAlgorithm.Auto)
    {
        if (!LayerWindow.Fits(layer, window, input.Shape))
            return null;
        var function = activation ?? ActivationFunction.None;
        if (ConvolutionKernels.Exist(input, weight, bias))
        {
            var conv = new Conv(window.Strides, window.Pads, window.Dilations, group) { Activation = function, Algorithm = algorithm };
            return ConvolutionKernels.Append(layer, name, outputName ?? name, conv, input, weight, bias);
        }

        var sum = layer.AppendOperator(
            function.IsNone ? null : "sum", "Conv", [input, weight, bias], OperatorProperties.Of("strides", window.Strides),
            OperatorProperties.Of("pads", window.Pads), OperatorProperties.Of("dilations", window.Dilations),
            OperatorProperties.Of("group", group));
        return sum is null || function.IsNone ? sum : layer.Append(new Activate(function), sum);
    }

    private static Value? Conv(LayerContext layer, int rank)
    {
        var reader = layer.Reader;
        var filters = reader.Integer("filters");
        var group = reader.Integer("group", 1);
        if (!layer.RequireSpatial(rank))
            return null;
        var window = LayerWindow.Read(layer, rank);
        var hasBias = reader.Flag("bias", true);
        var activation = Activations.Read(reader);
        var algorithm = reader.Choice<ConvAlgorithm>("algorithm");
        CheckGroup(layer, filters, group);
        AlgorithmOverride.Check(layer, algorithm, window, group, filters);
        if (reader.Has("connections"))
            return PartialConnections.Build(layer, window, filters, hasBias, activation);
        return LayerWindow.Pad(layer, window) is var (input, padded)
            ? Append(layer, layer.Name, padded, group, filters, hasBias, input, activation, algorithm: algorithm)
            : null;
    }

    private static Value? Depthwise(LayerContext layer, int rank)
    {
        if (!layer.RequireSpatial(rank))
            return null;
        var (window, filters) = ReadDepthwise(layer, rank);
        var hasBias = layer.Reader.Flag("bias", true);
        var activation = Activations.Read(layer.Reader);
        var algorithm = layer.Reader.Choice<ConvAlgorithm>("algorithm");
        AlgorithmOverride.Check(layer, algorithm, window, layer.Operand.Shape[1], filters);
        return LayerWindow.Pad(layer, window) is var (input, padded)
            ? Append(layer, layer.Name, padded, input.Shape[1], filters, hasBias, input, activation, algorithm: algorithm)
            : null;
    }

    /// <summary>A depthwise convolution without bias, then a pointwise convolution with the bias and the activation.</summary>
    private static Value? Separable(LayerContext layer, int rank)
    {
        var filters = layer.Reader.Integer("filters");
        if (!layer.RequireSpatial(rank))
            return null;
        var (window, depthwiseFilters) = ReadDepthwise(layer, rank);
        var hasBias = layer.Reader.Flag("bias", true);
        var activation = Activations.Read(layer.Reader);
        if (LayerWindow.Pad(layer, window) is not var (input, padded))
            return null;
        var depthwise = Append(
            layer, LayerParts.Depthwise(layer.Name), padded, input.Shape[1], depthwiseFilters, hasBias: false, input);
        return depthwise is null
            ? null
            : Append(
                layer, LayerParts.Pointwise(layer.Name), SlidingWindow.Pointwise(rank), 1, filters, hasBias, depthwise, activation,
                layer.Name);
    }

    private static (SlidingWindow Window, long Filters) ReadDepthwise(LayerContext layer, int rank)
    {
        var window = LayerWindow.Read(layer, rank);
        var multiplier = layer.Reader.Integer("multiplier", 1);
        return (window, (long)layer.Operand.Shape[1] * multiplier);
    }

    /// <summary>The part of a window of an image that lies along one axis.</summary>
    private static SlidingWindow Along(SlidingWindow window, int axis)
    {
        return new(
            Only(window.Kernel, 1), Only(window.Strides, 1), [.. Only(window.Pads.Take(2), 0), .. Only(window.Pads.Skip(2), 0)],
            Only(window.Dilations, 1));

        EquatableArray<int> Only(IEnumerable<int> values, int other) =>
            values.Select((value, i) => i == axis ? value : other).ToEquatableArray();
    }

    /// <summary>Reports a group that does not divide the channels or the filters.</summary>
    public static void CheckGroup(LayerContext layer, int filters, int group)
    {
        var channels = layer.Operand.Shape[1];
        if (channels % group != 0)
            layer.Reader.Report(DiagnosticCatalog.GroupDoesNotDivideChannels, "group", channels, layer.Operand.Name, group);
        else if (filters % group != 0)
            layer.Reader.Report(DiagnosticCatalog.GroupDoesNotDivideFilters, "group", filters, group);
    }
}

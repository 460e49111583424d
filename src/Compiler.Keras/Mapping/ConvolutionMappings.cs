using ModelCompiler.Compiler.Keras.Import;
using ModelCompiler.Compiler.Keras.Weights;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Convolutions. Filters are [kernel…, C/groups, filters] in Keras and [filters, C/groups, kernel…] in the definition.</summary>
internal static class ConvolutionMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("Conv1D", "", layer => Convolution(layer, 1)),
        LayerMapping.Of("Conv2D", "", layer => Convolution(layer, 2)),
        LayerMapping.Of("Convolution1D", "", layer => Convolution(layer, 1)),
        LayerMapping.Of("Convolution2D", "", layer => Convolution(layer, 2)),
        LayerMapping.Of("Conv3D", "", Volume),
        LayerMapping.Of("DepthwiseConv1D", "", layer => Depthwise(layer, 1)),
        LayerMapping.Of("DepthwiseConv2D", "", layer => Depthwise(layer, 2)),
        LayerMapping.Of("SeparableConv1D", "", layer => Separable(layer, 1)),
        LayerMapping.Of("SeparableConv2D", "", layer => Separable(layer, 2)),
        LayerMapping.Of("SeparableConvolution2D", "", layer => Separable(layer, 2)),
    ];

    private static KerasTensor Convolution(LayerCall layer, int spatial)
    {
        var window = Window.Read(layer, spatial, "kernel_size");
        var image = layer.Image(layer.Input, spatial, window.IsChannelsLast);
        var (filters, groups) = (layer.Options.Count("filters"), layer.Options.Count("groups", 1));
        var channels = ChannelsOf(layer, image, groups);
        var hasBias = layer.Options.Flag("use_bias", true);
        var activation = layer.Activation("activation");
        int[] kernel = [.. window.Kernel, channels, filters];
        layer.AddWeight(".weight", OutputFirst(AsImage(layer.Weight("kernel", kernel))));
        AddBias(layer, "", hasBias, filters);
        var result = layer.Add(
            "Conv2D", [image],
            [("filters", filters), .. window.ImageProperties, ("group", groups), ("bias", hasBias), .. activation.AsProperties()]);
        return layer.FollowedBy(layer.OfImage(result, spatial, window.IsChannelsLast), activation);
    }

    private static KerasTensor Volume(LayerCall layer)
    {
        var window = Window.Read(layer, 3, "kernel_size");
        var image = layer.Image(layer.Input, 3, window.IsChannelsLast);
        var (filters, groups) = (layer.Options.Count("filters"), layer.Options.Count("groups", 1));
        int[] kernel = [.. window.Kernel, ChannelsOf(layer, image, groups), filters];
        var weight = layer.Constant("weight", layer.Weight("kernel", kernel).Transpose(4, 3, 0, 1, 2));
        Wire[] operands = layer.Options.Flag("use_bias", true)
            ? [image, weight, layer.Constant("bias", layer.Weight("bias", filters))] : [image, weight];
        var result = layer.Operator("conv", "Conv", operands, [.. window.Properties(image.Shape), ("group", groups)]);
        return layer.Apply(layer.Activation("activation"), layer.OfImage(result, 3, window.IsChannelsLast));
    }

    private static KerasTensor Depthwise(LayerCall layer, int spatial)
    {
        var window = Window.Read(layer, spatial, "kernel_size");
        var image = layer.Image(layer.Input, spatial, window.IsChannelsLast);
        var (channels, multiplier) = (image.Shape[1], layer.Options.Count("depth_multiplier", 1));
        var hasBias = layer.Options.Flag("use_bias", true);
        var activation = layer.Activation("activation");
        layer.AddWeight(".weight", DepthwiseFilters(layer, window, channels, multiplier));
        AddBias(layer, "", hasBias, checked(channels * multiplier));
        var result = layer.Add(
            "DepthwiseConv2D", [image],
            [("multiplier", multiplier), .. window.ImageProperties, ("bias", hasBias), .. activation.AsProperties()]);
        return layer.FollowedBy(layer.OfImage(result, spatial, window.IsChannelsLast), activation);
    }

    private static KerasTensor Separable(LayerCall layer, int spatial)
    {
        var window = Window.Read(layer, spatial, "kernel_size");
        var image = layer.Image(layer.Input, spatial, window.IsChannelsLast);
        var (filters, multiplier) = (layer.Options.Count("filters"), layer.Options.Count("depth_multiplier", 1));
        var between = checked(image.Shape[1] * multiplier);
        var hasBias = layer.Options.Flag("use_bias", true);
        var activation = layer.Activation("activation");
        var pointwise = layer.Weight("pointwise_kernel", [.. Enumerable.Repeat(1, spatial), between, filters]);
        layer.AddWeight(".depthwise.weight", DepthwiseFilters(layer, window, image.Shape[1], multiplier));
        layer.AddWeight(".pointwise.weight", OutputFirst(AsImage(pointwise)));
        AddBias(layer, ".pointwise", hasBias, filters);
        var result = layer.Add(
            "SeparableConv2D", [image],
            [
                ("filters", filters), ("multiplier", multiplier), .. window.ImageProperties, ("bias", hasBias),
                .. activation.AsProperties(),
            ]);
        return layer.FollowedBy(layer.OfImage(result, spatial, window.IsChannelsLast), activation);
    }

    /// <summary>Filters [kernel…, C, multiplier] as [C·multiplier, 1, height, width].</summary>
    private static LayerTensor DepthwiseFilters(LayerCall layer, Window window, int channels, int multiplier)
    {
        var filters = AsImage(layer.WeightOf(["depthwise_kernel", "kernel"], null, [.. window.Kernel, channels, multiplier]));
        return filters.Transpose(2, 3, 0, 1).Reshape(checked(channels * multiplier), 1, filters.Shape[0], filters.Shape[1]);
    }

    private static void AddBias(LayerCall layer, string part, bool hasBias, int filters)
    {
        if (hasBias)
            layer.AddWeight(part + ".bias", layer.Weight("bias", filters));
    }

    private static int ChannelsOf(LayerCall layer, Wire image, int groups) => image.Shape[1] % groups == 0
        ? image.Shape[1] / groups
        : throw layer.Options.Unsupported("groups", $"a divisor of the {image.Shape[1]} channels that the layer reads");

    /// <summary>Filters of a sequence as those of a row of an image.</summary>
    private static LayerTensor AsImage(LayerTensor filters) =>
        filters.Shape.Length == 4 ? filters : filters.Reshape([1, .. filters.Shape]);

    private static LayerTensor OutputFirst(LayerTensor filters) => filters.Transpose(3, 2, 0, 1);
}

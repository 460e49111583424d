using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Transposed convolutions. Filters are [kernel…, filters, C] in Keras and [C, filters, kernel…] in the definition.</summary>
internal static class TransposedMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("Conv1DTranspose", "", layer => Transposed(layer, 1)),
        LayerMapping.Of("Conv2DTranspose", "", layer => Transposed(layer, 2)),
        LayerMapping.Of("Deconvolution2D", "", layer => Transposed(layer, 2)),
        LayerMapping.Of("Conv3DTranspose", "", layer => Transposed(layer, 3)),
    ];

    private static KerasTensor Transposed(LayerCall layer, int spatial)
    {
        var window = Window.Read(layer, spatial, "kernel_size");
        if (window.Padding == "causal")
            throw layer.Options.Unsupported("padding", "'valid', 'same'");
        var image = layer.Image(layer.Input, spatial, window.IsChannelsLast);
        var filters = layer.Options.Count("filters");
        int[] kernel = [.. window.Kernel, filters, image.Shape[1]];
        int[] order = [spatial + 1, spatial, .. Enumerable.Range(0, spatial)];
        var tensor = layer.Weight("kernel", kernel).Transpose(order);
        // A sequence lies as a row, so its filters have a height of one.
        var isRow = spatial == 1;
        var weight = layer.Constant("weight", isRow ? tensor.Reshape(tensor.Shape[0], tensor.Shape[1], 1, tensor.Shape[2]) : tensor);
        Wire[] operands = layer.Options.Flag("use_bias", true)
            ? [image, weight, layer.Constant("bias", layer.Weight("bias", filters))] : [image, weight];
        var extra = layer.Options.Find("output_padding") is null ? null : ExtraOf(layer, spatial);
        var axes = Enumerable.Range(0, spatial)
            .Select(axis => Axis(window, axis, image.Shape[axis + (isRow ? 3 : 2)], extra?[axis])).ToList();
        if (isRow)
            axes.Insert(0, new(0, 0, 0));
        var result = layer.Operator(
            "transposed", "ConvTranspose", operands,
            ("strides", isRow ? [1, .. window.Strides] : window.Strides),
            ("dilations", isRow ? [1, .. window.Dilations] : window.Dilations),
            ("pads", (long[])[.. axes.Select(axis => axis.Begin), .. axes.Select(axis => axis.End)]),
            ("output_padding", (long[])[.. axes.Select(axis => axis.Extra)]));
        return layer.Apply(layer.Activation("activation"), layer.OfImage(result, spatial, window.IsChannelsLast));
    }

    private static long[] ExtraOf(LayerCall layer, int spatial)
    {
        var place = layer.Options.Get("output_padding", "numbers");
        long[] extra = place.TryElements() is { } elements
            ? [.. elements.Select(element => element.Integer())] : [.. Enumerable.Repeat(place.Integer(), spatial)];
        return extra.Length == spatial && Array.TrueForAll(extra, size => size is >= 0 and <= int.MaxValue)
            ? extra : throw place.WrongType($"a number that is not negative, or {spatial} of them");
    }

    /// <summary>
    /// What is cut off an axis of the full result, or added to it. The result is the size of which a convolution with the same window
    /// would make the input.
    /// </summary>
    private static (long Begin, long End, long Extra) Axis(Window window, int axis, long input, long? extra)
    {
        var (stride, isSame) = (window.Strides[axis], window.Padding == "same");
        var extent = ((window.Kernel[axis] - 1) * window.Dilations[axis]) + 1;
        var full = ((input - 1) * stride) + extent;
        var size = extra is { } given ? full - (isSame ? 2 * (extent / 2) : 0) + given
            : isSame ? input * stride : (input * stride) + Math.Max(extent - stride, 0);
        var begin = isSame ? Math.Max(0, full - size) / 2 : 0;
        var end = full - begin - size;
        return (begin, Math.Max(0, end), Math.Max(0, -end));
    }
}

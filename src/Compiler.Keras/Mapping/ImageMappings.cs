using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Layers that give images and sequences another size.</summary>
internal static class ImageMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        .. Enumerable.Range(1, 3).SelectMany(spatial => new[]
        {
            LayerMapping.Of($"ZeroPadding{spatial}D", "", layer => Pad(layer, spatial)),
            LayerMapping.Of($"Cropping{spatial}D", "", layer => Crop(layer, spatial)),
            LayerMapping.Of($"UpSampling{spatial}D", spatial == 2 ? "nearest and bilinear." : "", layer => UpSampling(layer, spatial)),
        }),
        LayerMapping.Of("Resizing", "nearest and bilinear, without antialias, crop_to_aspect_ratio and pad_to_aspect_ratio.", Resizing),
        LayerMapping.Of("CenterCrop", "Images that are at least as large as the result.", CenterCrop),
    ];

    private static KerasTensor Pad(LayerCall layer, int spatial)
    {
        var isChannelsLast = layer.Options.IsChannelsLast();
        var image = layer.Image(layer.Input, spatial, isChannelsLast);
        var margins = layer.Options.Margins("padding", spatial, 1);
        if (spatial == 1)
            margins = [(0, 0), .. margins];
        long[] begins = [.. margins.Select(margin => margin.Begin)];
        long[] ends = [.. margins.Select(margin => margin.End)];
        var result = spatial < 3
            ? layer.Add("ZeroPad2D", [image], ("pads", (long[])[.. begins, .. ends]))
            : layer.Operator("pad", "Pad", [image], ("pads", (long[])[0, 0, .. begins, 0, 0, .. ends]));
        return layer.OfImage(result, spatial, isChannelsLast);
    }

    private static KerasTensor Crop(LayerCall layer, int spatial)
    {
        var isChannelsLast = layer.Options.IsChannelsLast();
        var image = layer.Image(layer.Input, spatial, isChannelsLast);
        return layer.OfImage(
            Cut(layer, image, layer.Options.Margins("cropping", spatial, spatial == 2 ? 0 : 1)), spatial, isChannelsLast);
    }

    private static Wire Cut(LayerCall layer, Wire image, (long Begin, long End)[] margins)
    {
        var first = image.Shape.Rank - margins.Length;
        long[] axes = [.. Enumerable.Range(first, margins.Length).Select(axis => (long)axis)];
        long[] ends = [.. margins.Select((margin, i) => image.Shape[first + i] - margin.End)];
        if (margins.Where((margin, i) => margin.Begin >= ends[i]).Any())
            throw layer.Misfit($"nothing of {AxisOrders.Text([.. image.Shape.Dimensions])} would be left");
        return layer.Operator(
            "crop", "Slice", [image], ("starts", (long[])[.. margins.Select(margin => margin.Begin)]), ("ends", ends), ("axes", axes));
    }

    private static KerasTensor UpSampling(LayerCall layer, int spatial)
    {
        var isChannelsLast = spatial == 1 || layer.Options.IsChannelsLast();
        var image = layer.Image(layer.Input, spatial, isChannelsLast);
        var factors = layer.Options.Sizes("size", spatial, [.. Enumerable.Repeat(2L, spatial)]);
        var isLinear = spatial == 2
            && layer.Options.Choice("interpolation", "nearest", "nearest", "bilinear") == "bilinear";
        var first = image.Shape.Rank - spatial;
        long[] sizes = [.. image.Shape.Dimensions.Select((size, axis) => size * (axis < first ? 1 : factors[axis - first]))];
        return layer.OfImage(Resize(layer, image, sizes, isLinear), spatial, isChannelsLast);
    }

    private static KerasTensor Resizing(LayerCall layer)
    {
        var isChannelsLast = layer.Options.IsChannelsLast();
        var image = layer.Image(layer.Input, 2, isChannelsLast);
        var isLinear = layer.Options.Choice("interpolation", "bilinear", "nearest", "bilinear") == "bilinear";
        long[] sizes = [image.Shape[0], image.Shape[1], layer.Options.Count("height"), layer.Options.Count("width")];
        return layer.OfImage(Resize(layer, image, sizes, isLinear), 2, isChannelsLast);
    }

    /// <summary>Samples in the middle of every pixel of the result.</summary>
    private static Wire Resize(LayerCall layer, Wire image, long[] sizes, bool isLinear) => layer.Operator(
        "resize", "Resize", [image], ("sizes", sizes),
        ("scales", sizes.Select((size, axis) => (double)size / image.Shape[axis]).ToArray()),
        ("mode", isLinear ? "Linear" : "Nearest"), ("coordinate_transformation_mode", "HalfPixel"),
        ("nearest_mode", "RoundPreferCeil"));

    private static KerasTensor CenterCrop(LayerCall layer)
    {
        var isChannelsLast = layer.Options.IsChannelsLast();
        var image = layer.Image(layer.Input, 2, isChannelsLast);
        long[] sizes = [layer.Options.Count("height"), layer.Options.Count("width")];
        var margins = sizes.Select((size, i) =>
        {
            var surplus = image.Shape[i + 2] - size;
            return surplus >= 0 ? (surplus / 2, surplus - (surplus / 2))
                : throw layer.Misfit($"the image of shape {AxisOrders.Text(layer.Input.Shape)} is smaller than its result");
        });
        return layer.OfImage(Cut(layer, image, [.. margins]), 2, isChannelsLast);
    }
}

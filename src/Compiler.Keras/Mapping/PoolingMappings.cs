using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Pools over windows and over whole planes. The mean of a window counts no padding.</summary>
internal static class PoolingMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("MaxPooling1D", "", layer => Pool(layer, 1, "MaxPool2D")),
        LayerMapping.Of("MaxPooling2D", "", layer => Pool(layer, 2, "MaxPool2D")),
        LayerMapping.Of("MaxPooling3D", "", layer => Volume(layer, "MaxPool")),
        LayerMapping.Of("AveragePooling1D", "", layer => Pool(layer, 1, "AveragePool2D")),
        LayerMapping.Of("AveragePooling2D", "", layer => Pool(layer, 2, "AveragePool2D")),
        LayerMapping.Of("AveragePooling3D", "", layer => Volume(layer, "AveragePool")),
        .. Enumerable.Range(1, 3).SelectMany(spatial => new[]
        {
            LayerMapping.Of($"GlobalMaxPooling{spatial}D", "", layer => Global(layer, spatial, "GlobalMaxPool")),
            LayerMapping.Of($"GlobalAveragePooling{spatial}D", "", layer => Global(layer, spatial, "GlobalAveragePool")),
        }),
    ];

    private static KerasTensor Pool(LayerCall layer, int spatial, string kind)
    {
        var window = Window.ReadPool(layer, spatial);
        var image = layer.Image(layer.Input, spatial, window.IsChannelsLast);
        return layer.OfImage(layer.Add(kind, [image], window.PoolProperties), spatial, window.IsChannelsLast);
    }

    private static KerasTensor Volume(LayerCall layer, string @operator)
    {
        var window = Window.ReadPool(layer, 3);
        var image = layer.Image(layer.Input, 3, window.IsChannelsLast);
        var result = layer.Operator(
            "pool", @operator, [image],
            [("kernel_shape", Array.ConvertAll(window.Kernel, size => (long)size)), .. window.Properties(image.Shape)]);
        return layer.OfImage(result, 3, window.IsChannelsLast);
    }

    private static KerasTensor Global(LayerCall layer, int spatial, string kind)
    {
        var isChannelsLast = layer.Options.IsChannelsLast();
        var image = layer.Image(layer.Input, spatial, isChannelsLast);
        var result = spatial == 3 ? layer.Operator("pool", kind, [image]) : layer.Add(kind, [image]);
        return layer.Options.Flag("keepdims", false)
            ? layer.OfImage(result, spatial, isChannelsLast)
            : KerasTensor.AsKeras(layer.AddStep("flat", "Flatten", [result]));
    }
}

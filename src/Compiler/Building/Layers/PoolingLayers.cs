using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>MaxPool2D, AveragePool2D and the global ones.</summary>
internal static class PoolingLayers
{
    public static Value? MaxPool2D(LayerContext layer)
    {
        if (!layer.RequireImage())
            return null;
        var reader = layer.Reader;
        var dilations = reader.Pair("dilations", (1, 1));
        var (kernel, strides, pads) = ReadWindow(layer, dilations);
        var pool = new MaxPool(
            [kernel.Height, kernel.Width], [strides.Height, strides.Width], pads,
            [dilations.Height, dilations.Width], reader.Flag("ceilMode", false));
        return reader.HasErrors ? null : layer.Append(pool, layer.Operand);
    }

    public static Value? AveragePool2D(LayerContext layer)
    {
        if (!layer.RequireImage())
            return null;
        var reader = layer.Reader;
        var (kernel, strides, pads) = ReadWindow(layer, (1, 1));
        var pool = new AveragePool(
            [kernel.Height, kernel.Width], [strides.Height, strides.Width], pads,
            reader.Flag("ceilMode", false), reader.Flag("countIncludePad", false));
        return reader.HasErrors ? null : layer.Append(pool, layer.Operand);
    }

    public static Value? GlobalAveragePool(LayerContext layer) => Global(layer, new GlobalAveragePool());

    public static Value? GlobalMaxPool(LayerContext layer) => Global(layer, new GlobalMaxPool());

    private static Value? Global(LayerContext layer, Op op) =>
        layer.RequireImage() ? layer.Append(op, layer.Operand) : null;

    private static ((int Height, int Width) Kernel, (int Height, int Width) Strides, Collections.EquatableArray<int> Pads)
        ReadWindow(LayerContext layer, (int Height, int Width) dilations)
    {
        var kernel = layer.Reader.Pair("kernel");
        var strides = layer.Reader.Pair("strides", kernel);
        var image = layer.Operand.Shape;
        return (kernel, strides, Padding.Read(layer.Reader, image[2], image[3], kernel, strides, dilations));
    }
}

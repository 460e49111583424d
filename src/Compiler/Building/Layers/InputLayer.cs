using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Input: an image [C, H, W] or a vector [F]; the batch is put in front.</summary>
internal static class InputLayer
{
    private static readonly string[] Layouts = ["ChannelsFirst", "ChannelsLast"];

    private static readonly string[] Elements = [nameof(ElementType.Float32), nameof(ElementType.UInt8)];

    public static Value? Build(LayerContext layer)
    {
        var reader = layer.Reader;
        var shape = reader.Integers("shape");
        var channelsLast = reader.Choice("layout", Layouts) == 1;
        var element = reader.Choice("element", Elements) == 1 ? ElementType.UInt8 : ElementType.Float32;
        var mean = PerChannel("mean");
        var scale = PerChannel("scale");
        if (!reader.HasErrors && !SizeLimits.Allow(shape.Select(dimension => (long)dimension).Prepend(layer.Batch)))
            reader.Report(
                DiagnosticCatalog.TensorTooLarge, "shape", layer.Name,
                (layer.Batch > 1 ? [layer.Batch, .. shape] : shape).ToEquatableArray(), SizeLimits.MaximumElements);
        if (reader.HasErrors)
            return null;
        // A vector is the same in both layouts.
        var format = new InputFormat(channelsLast && shape.Length > 1, element, mean, scale);
        var isPlain = format == new InputFormat(false, ElementType.Float32, [], []);
        return layer.AddInput(TensorType.Float([layer.Batch, .. shape]), isPlain ? null : format);

        EquatableArray<float> PerChannel(string property)
        {
            var values = reader.Floats(property);
            if (values.Length == 1 && !reader.HasErrors)
                return EquatableArray.Repeat(values[0], shape[0]);
            if (values.Length != 0 && values.Length != shape[0] && !reader.HasErrors)
                reader.Report(
                    DiagnosticCatalog.WrongNormalizationCount, property, property, shape[0],
                    values.Length == 1 ? "1 is" : $"{values.Length} are");
            return values.ToEquatableArray();
        }
    }
}

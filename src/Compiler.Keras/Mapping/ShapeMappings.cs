using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Layers that move elements without computing.</summary>
internal static class ShapeMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("Flatten", "", Flatten),
        LayerMapping.Of("Reshape", "", layer => KerasTensor.AsKeras(layer.AddStep(
            "reshape", "onnx.Reshape", [layer.ToKeras(layer.Input)], ("shape", TargetShape(layer))))),
        LayerMapping.Of("Permute", "", Permute),
        LayerMapping.Of("RepeatVector", "", RepeatVector),
    ];

    private static KerasTensor Flatten(LayerCall layer)
    {
        var input = layer.Input;
        var isChannelsLast = layer.Options.IsChannelsLast();
        if (input.Rank == 2)
            return input;
        if (input.Rank == 1)
            return KerasTensor.AsKeras(layer.Operator("column", "Reshape", [input.Wire], ("shape", (long[])[0, 1])));
        // Whichever axis has the channels, Keras flattens with them last.
        var lies = isChannelsLast ? input : layer.AsKeras(input);
        var flat = layer.Add("Flatten", [lies.Wire]);
        var channels = isChannelsLast ? input.Features : input.Shape[1];
        var positions = flat.Shape[1] / Math.Max(1, channels);
        var isInOrder = (isChannelsLast && input.Order == AxisOrder.AsKeras) || channels == 1 || positions == 1;
        return isInOrder ? KerasTensor.AsKeras(flat)
            : new KerasTensor(flat, [flat.Shape[0], flat.Shape[1]], AxisOrder.Flattened, (channels, positions));
    }

    private static long[] TargetShape(LayerCall layer)
    {
        var place = layer.Options.Get("target_shape", "dimensions");
        var shape = layer.Options.Integers("target_shape")!;
        return Array.TrueForAll(shape, size => size is -1 or > 0) && shape.Length <= 7
            ? [0, .. shape] : throw place.WrongType("up to 7 positive dimensions, of which one may be -1");
    }

    private static KerasTensor Permute(LayerCall layer)
    {
        var place = layer.Options.Get("dims", "axes, counted from 1");
        var axes = layer.Options.Integers("dims")!;
        if (!axes.Order().SequenceEqual(Enumerable.Range(1, layer.Input.Rank - 1).Select(axis => (long)axis)))
            throw place.WrongType($"each of the axes 1 to {layer.Input.Rank - 1} once");
        return KerasTensor.AsKeras(layer.Operator(
            "permute", "Transpose", [layer.ToKeras(layer.Input)], ("perm", (long[])[0, .. axes])));
    }

    private static KerasTensor RepeatVector(LayerCall layer)
    {
        if (layer.Input.Rank != 2)
            throw layer.Misfit($"it takes vectors, but reads a value of shape {AxisOrders.Text(layer.Input.Shape)}");
        var row = layer.Operator("row", "Reshape", [layer.ToKeras(layer.Input)], ("shape", (long[])[0, 1, layer.Input.Features]));
        return KerasTensor.AsKeras(layer.Operator("repeat", "Expand", [row], ("shape", (long[])[1, layer.Options.Count("n"), 1])));
    }
}

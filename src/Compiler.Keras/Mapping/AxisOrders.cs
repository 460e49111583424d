using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Brings values into the order of axes in which a layer computes.</summary>
internal static class AxisOrders
{
    /// <summary>The value as Keras has it.</summary>
    public static Wire ToKeras(this LayerCall layer, KerasTensor tensor) => tensor.Order switch
    {
        AxisOrder.ChannelsFirst => ChannelsToLast(layer, tensor),
        AxisOrder.Flattened => Unflatten(layer, tensor),
        _ => tensor.Wire,
    };

    /// <summary>The value as Keras has it, as a tensor.</summary>
    public static KerasTensor AsKeras(this LayerCall layer, KerasTensor tensor) => KerasTensor.AsKeras(layer.ToKeras(tensor));

    /// <summary>A value of 3 to 5 axes whose last axis has the channels, with the channels first; a sequence as a row.</summary>
    public static KerasTensor ToChannelsFirst(this LayerCall layer, KerasTensor tensor)
    {
        if (tensor.Order == AxisOrder.ChannelsFirst)
            return tensor;
        if (tensor.Rank is < 3 or > 5)
            throw layer.Misfit($"it takes values of 3 to 5 axes, but reads one of shape {Text(tensor.Shape)}");
        var wire = layer.ToKeras(tensor);
        var spatial = tensor.Shape[1..^1];
        long[] row = [0, tensor.Features, .. tensor.Rank == 3 ? [1L] : Array.Empty<long>(), .. spatial.Select(size => (long)size)];
        if (tensor.Features == 1 || Array.TrueForAll(spatial, size => size == 1))
            return KerasTensor.ChannelsFirst(layer.Operator("channels_first", "Reshape", [wire], ("shape", row)), tensor.Rank);
        long[] order = [0, tensor.Rank - 1, .. Enumerable.Range(1, tensor.Rank - 2).Select(axis => (long)axis)];
        var moved = layer.Operator("channels_first", "Transpose", [wire], ("perm", order));
        return KerasTensor.ChannelsFirst(
            tensor.Rank == 3 ? layer.Operator("row", "Reshape", [moved], ("shape", row)) : moved, tensor.Rank);
    }

    /// <summary>The image of a layer that computes on [N, C, spatial…], whichever axis Keras has the channels on.</summary>
    /// <param name="spatial">The number of spatial axes; a sequence becomes a row.</param>
    public static Wire Image(this LayerCall layer, KerasTensor tensor, int spatial, bool isChannelsLast)
    {
        if (tensor.Rank != spatial + 2)
            throw layer.Misfit($"it takes values of {spatial + 2} axes, but reads one of shape {Text(tensor.Shape)}");
        if (isChannelsLast)
            return layer.ToChannelsFirst(tensor).Wire;
        var wire = layer.ToKeras(tensor);
        return spatial > 1 ? wire
            : layer.Operator("row", "Reshape", [wire], ("shape", (long[])[0, tensor.Shape[1], 1, tensor.Shape[2]]));
    }

    /// <summary>The result of a layer that computes on [N, C, spatial…].</summary>
    public static KerasTensor OfImage(this LayerCall layer, Wire image, int spatial, bool isChannelsLast)
    {
        if (isChannelsLast)
            return KerasTensor.ChannelsFirst(image, spatial + 2);
        return KerasTensor.AsKeras(spatial > 1 ? image
            : layer.Operator("sequence", "Reshape", [image], ("shape", (long[])[0, image.Shape[1], image.Shape[3]])));
    }

    /// <summary>An axis counted from the front.</summary>
    public static int Axis(this LayerCall layer, long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw layer.Misfit($"it has the axis {axis}, but its input has {rank} axes");

    /// <summary>A shape in messages, the batch left open.</summary>
    public static string Text(int[] shape) => $"({string.Join(", ", shape.Skip(1).Select(size => $"{size}").Prepend("batch"))})";

    private static Wire ChannelsToLast(LayerCall layer, KerasTensor tensor)
    {
        var spatial = tensor.Shape[1..^1];
        if (tensor.Features == 1 || Array.TrueForAll(spatial, size => size == 1))
            return layer.Operator(
                "channels_last", "Reshape", [tensor.Wire],
                ("shape", (long[])[0, .. spatial.Select(size => (long)size), tensor.Features]));
        var wire = tensor.Rank > 3 ? tensor.Wire
            : layer.Operator("sequence", "Reshape", [tensor.Wire], ("shape", (long[])[0, tensor.Features, tensor.Shape[1]]));
        return layer.Operator(
            "channels_last", "Transpose", [wire],
            ("perm", (long[])[0, .. Enumerable.Range(2, tensor.Rank - 2).Select(axis => (long)axis), 1]));
    }

    private static Wire Unflatten(LayerCall layer, KerasTensor tensor)
    {
        var (channels, positions) = tensor.Flat;
        var image = layer.Operator("image", "Reshape", [tensor.Wire], ("shape", (long[])[0, channels, positions]));
        var moved = layer.Operator("channels_last", "Transpose", [image], ("perm", (long[])[0, 2, 1]));
        return layer.Operator("flat", "Reshape", [moved], ("shape", (long[])[0, (long)channels * positions]));
    }
}

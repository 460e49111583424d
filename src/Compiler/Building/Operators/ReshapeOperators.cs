using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Operators that give the same elements another shape.</summary>
internal static class ReshapeOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Reshape", Reshape),
        ("Flatten", Flatten),
        ("Squeeze", Squeeze),
        ("Unsqueeze", Unsqueeze),
    ];

    private static Value? Reshape(LayerContext layer)
    {
        var (operand, written) = (layer.Operand.Shape, layer.Reader.Longs("shape"));
        var keepsZero = layer.Reader.Flag("allowzero", false);
        var dimensions = new long[written.Length];
        for (var axis = 0; axis < written.Length; axis++)
        {
            if (written[axis] == 0 && !keepsZero && axis >= operand.Rank)
                return layer.Misfit($"has 0 for axis {axis} in its shape, but '{layer.Operand.Name}' has {operand.Rank} axes", "shape");
            if (written[axis] < -1)
                return layer.Misfit($"has the dimension {written[axis]} in its shape", "shape");
            dimensions[axis] = written[axis] == 0 && !keepsZero ? operand[axis] : written[axis];
        }
        return Infer(layer, dimensions) && layer.ShapeOf(dimensions, "shape") is { } shape ? Append(layer, shape) : null;
    }

    /// <summary>Replaces the dimension −1 by the one that follows from the others; reports it if there is none.</summary>
    private static bool Infer(LayerContext layer, long[] dimensions)
    {
        var open = Array.IndexOf(dimensions, -1);
        if (open < 0)
            return true;
        if (Array.LastIndexOf(dimensions, -1) != open)
            return layer.Misfit("has −1 more than once in its shape", "shape") is not null;
        var others = dimensions.Where((_, axis) => axis != open).ToArray();
        if (layer.ShapeOf(others, "shape") is not { } shape)
            return false;
        if (shape.ElementCount == 0 || layer.Operand.Shape.ElementCount % shape.ElementCount != 0)
            return layer.Misfit(
                $"cannot divide the {layer.Operand.Shape.ElementCount} elements of '{layer.Operand.Name}' by {shape}",
                "shape") is not null;
        dimensions[open] = layer.Operand.Shape.ElementCount / shape.ElementCount;
        return true;
    }

    private static Value? Append(LayerContext layer, TensorShape shape) =>
        shape.ElementCount == layer.Operand.Shape.ElementCount
            ? layer.AppendReshape(layer.Operand, shape)
            : layer.Misfit($"cannot give '{layer.Operand.Name}' of shape {layer.Operand.Shape} the shape {shape}");

    private static Value? Flatten(LayerContext layer)
    {
        var shape = layer.Operand.Shape;
        var written = layer.Whole("axis", 1);
        if (written < -shape.Rank || written > shape.Rank)
            return layer.Misfit($"splits at the axis {written}, but the tensor has {shape.Rank} axes", "axis");
        var axis = (int)(written < 0 ? written + shape.Rank : written);
        return layer.AppendReshape(
            layer.Operand, TensorShape.Of(Product(shape.Dimensions.Take(axis)), Product(shape.Dimensions.Skip(axis))));
    }

    private static int Product(IEnumerable<int> dimensions) => dimensions.Aggregate(1, (product, dimension) => product * dimension);

    private static Value? Squeeze(LayerContext layer)
    {
        var shape = layer.Operand.Shape;
        if (layer.Axes(shape.Rank) is not { } axes)
            return null;
        var removesAll = !layer.Reader.Has("axes");
        foreach (var axis in axes)
            if (shape[axis] != 1)
                return layer.Misfit($"removes the axis {axis} of '{layer.Operand.Name}', which has {shape[axis]} elements", "axes");
        var kept = shape.Dimensions.Where((dimension, axis) => removesAll ? dimension != 1 : !axes.Contains(axis));
        return layer.AppendReshape(layer.Operand, TensorShape.Of([.. kept]));
    }

    private static Value? Unsqueeze(LayerContext layer)
    {
        var operand = layer.Operand.Shape;
        var rank = operand.Rank + layer.Reader.Longs("axes").Length;
        if (layer.Axes(rank) is not { } axes)
            return null;
        var kept = new Queue<int>(operand.Dimensions);
        var dimensions = Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1L : kept.Dequeue()).ToArray();
        return layer.ShapeOf(dimensions, "axes") is { } shape ? layer.AppendReshape(layer.Operand, shape) : null;
    }
}

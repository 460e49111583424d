using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>What operators ask of their operands and of attributes that name axes. What does not fit is reported.</summary>
internal static class OperandChecks
{
    /// <summary>The operator's name in ONNX, for reports.</summary>
    public static string OperatorName(this LayerContext layer) =>
        layer.Reader.Kind.Substring(Definition.LayerSchema.OperatorPrefix.Length);

    /// <summary>Whether an operand's elements are of one of the types.</summary>
    public static bool Requires(this LayerContext layer, ElementSet elements, Value operand)
    {
        if (!elements.Contains(operand.Type.Element))
            layer.Misfit($"takes {elements}, but '{operand.Name}' is {operand.Type}");
        return elements.Contains(operand.Type.Element);
    }

    /// <summary>Whether all operands that are given are tensors of floats; reports it if not.</summary>
    public static bool RequireFloats(this LayerContext layer)
    {
        for (var i = 0; i < layer.Operands.Count; i++)
            if (layer.Optional(i) is { Type.Element: not ElementType.Float32 } operand)
            {
                layer.Misfit($"takes floats, but '{operand.Name}' is {operand.Type}");
                return false;
            }

        return true;
    }

    /// <summary>Whether a value that may be absent has a shape; reports it if not.</summary>
    public static bool RequireShape(this LayerContext layer, Value? value, params int[] shape)
    {
        if (value is null || value.Shape.Dimensions.SequenceEqual(shape))
            return true;
        layer.Misfit($"needs '{value.Name}' to have the shape {TensorShape.Of(shape)}, but it has {value.Shape}");
        return false;
    }

    /// <summary>All operands, if each is given and all have the same element type, one of those allowed; else null.</summary>
    public static Value[]? Uniform(this LayerContext layer, ElementSet elements)
    {
        if (layer.AllGiven() is not { } operands || !layer.Requires(elements, operands[0]))
            return null;
        foreach (var operand in operands)
            if (!layer.RequireSame(operands[0], operand))
                return null;
        return operands;
    }

    /// <summary>All operands of an operator that takes any number of them; null if one is absent.</summary>
    public static Value[]? AllGiven(this LayerContext layer)
    {
        var operands = layer.Operands.Select((_, i) => layer.Optional(i)).OfType<Value>().ToArray();
        if (operands.Length == layer.Operands.Count && operands.Length > 0)
            return operands;
        layer.Misfit("needs all of its operands, but one is absent");
        return null;
    }

    /// <summary>Whether two operands have the same element type.</summary>
    public static bool RequireSame(this LayerContext layer, Value first, Value other)
    {
        var isSame = first.Type.Element == other.Type.Element;
        if (!isSame)
            layer.Misfit(
                $"takes operands of one element type, but '{first.Name}' is {first.Type} and '{other.Name}' is {other.Type}");
        return isSame;
    }

    /// <summary>An attribute that names an axis, counted from the front; null if there is no such axis.</summary>
    public static int? Axis(this LayerContext layer, int rank, long fallback, string property = "axis") =>
        layer.Axis(layer.Whole(property, fallback), rank, property);

    /// <summary>An attribute that lists axes, each once, counted from the front; null if one is not there.</summary>
    public static int[]? Axes(this LayerContext layer, int rank, string property = "axes")
    {
        var axes = new List<int>();
        foreach (var written in layer.Reader.Longs(property))
        {
            if (layer.Axis(written, rank, property) is not { } axis)
                return null;
            if (axes.Contains(axis))
            {
                layer.Misfit($"names the axis {written} twice", property);
                return null;
            }
            axes.Add(axis);
        }
        return [.. axes];
    }

    /// <summary>An integer attribute of any range.</summary>
    public static long Whole(this LayerContext layer, string property, long fallback) =>
        layer.Reader.Longs(property) is { Length: > 0 } written ? written[0] : fallback;

    /// <summary>A float attribute.</summary>
    public static float Real(this LayerContext layer, string property, float fallback) =>
        (float)layer.Reader.Number(property, fallback);

    /// <summary>
    /// Whether the kernels for images can read a value: computed floats of rank 1 to 4, seen as [N, C, H, W].
    /// </summary>
    public static bool IsImage(this Value value) =>
        value is { IsConstant: false, Type.Element: ElementType.Float32, Shape.Rank: >= 1 and <= 4 }
        && value.Shape.ElementCount > 0;

    private static int? Axis(this LayerContext layer, long axis, int rank, string property)
    {
        if (axis >= -rank && axis < rank)
            return (int)(axis < 0 ? axis + rank : axis);
        layer.Misfit($"has the axis {axis}, but the tensor has {rank} axes", property);
        return null;
    }
}

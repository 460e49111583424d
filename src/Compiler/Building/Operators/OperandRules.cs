using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>What operators ask of their operands.</summary>
internal static class OperandRules
{
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

    /// <summary>Whether a value has one of the element types; reports it if not.</summary>
    public static bool RequireElement(this LayerContext layer, Value value, params ElementType[] allowed)
    {
        if (allowed.Contains(value.Type.Element))
            return true;
        layer.Misfit($"takes {string.Join(" or ", allowed)}, but '{value.Name}' is {value.Type}");
        return false;
    }

    /// <summary>Whether a value that may be absent has a shape; reports it if not.</summary>
    public static bool RequireShape(this LayerContext layer, Value? value, params int[] shape)
    {
        if (value is null || value.Shape.Dimensions.SequenceEqual(shape))
            return true;
        layer.Misfit($"needs '{value.Name}' to have the shape {TensorShape.Of(shape)}, but it has {value.Shape}");
        return false;
    }

    /// <summary>The operator's name in ONNX, for reports.</summary>
    public static string OperatorName(this LayerContext layer) =>
        layer.Reader.Kind.Substring(Definition.LayerSchema.OperatorPrefix.Length);

    /// <summary>The property <c>axis</c> counted from the front; null if there is no such axis, which is reported.</summary>
    public static int? Axis(this LayerContext layer, int rank, int fallback, string property = "axis")
    {
        var written = layer.Reader.Integer(property, fallback);
        if (written >= -rank && written < rank)
            return written < 0 ? written + rank : written;
        layer.Misfit($"has the axis {written}, but the tensor has {rank} axes", property);
        return null;
    }

    /// <summary>Whether a kernel for images may compute a result: from floats that are computed, not constant, and of rank 1 to 4.</summary>
    public static bool IsImage(this Value value) =>
        value is { IsConstant: false, Type.Element: ElementType.Float32, Shape: { Rank: >= 1 and <= 4, ElementCount: > 0 } };

    /// <summary>The element of an operand at indices.</summary>
    public static Expression At(this Value value, int operand, IEnumerable<Expression> indices) =>
        Formula.Load(operand, value.Type.Element, indices);
}

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

    /// <summary>The element of an operand at indices.</summary>
    public static Expression At(this Value value, int operand, IEnumerable<Expression> indices) =>
        Formula.Load(operand, value.Type.Element, indices);
}

using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Comparisons, logic, and the choice that follows from them. Operands are broadcast.</summary>
internal static class LogicOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        Of("Equal", ElementSet.Any, BinaryFunction.Equal),
        Of("Less", ElementSet.Numbers, BinaryFunction.Less),
        Of("LessOrEqual", ElementSet.Numbers, BinaryFunction.LessOrEqual),
        Of("Greater", ElementSet.Numbers, BinaryFunction.Greater),
        Of("GreaterOrEqual", ElementSet.Numbers, BinaryFunction.GreaterOrEqual),
        Of("And", ElementSet.Truths, BinaryFunction.And),
        Of("Or", ElementSet.Truths, BinaryFunction.Or),
        Of("Xor", ElementSet.Truths, BinaryFunction.ExclusiveOr),
        ("Where", Where),
    ];

    private static (string, Func<LayerContext, Value?>) Of(string name, ElementSet elements, BinaryFunction function) =>
        (name, layer =>
        {
            if (layer.Uniform(elements) is not { } operands || Broadcasting.Join(layer, operands) is not { } shape)
                return null;
            var loads = Broadcasting.LoadAll(operands, shape);
            var body = Formula.Binary(function, loads[0], loads[1]);
            return layer.AppendNest(name, new TensorType(ElementType.Bool, shape), body, operands);
        });

    private static Value? Where(LayerContext layer)
    {
        var (condition, then, otherwise) = (layer.Operands[0], layer.Operands[1], layer.Operands[2]);
        if (!layer.Requires(ElementSet.Truths, condition) || !layer.RequireSame(then, otherwise)
            || Broadcasting.Join(layer, layer.Operands) is not { } shape)
            return null;
        var loads = Broadcasting.LoadAll(layer.Operands, shape);
        return layer.AppendNest(
            "Where", then.Type with { Shape = shape }, Formula.Select(loads[0], loads[1], loads[2]), condition, then, otherwise);
    }
}

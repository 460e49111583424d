using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Arithmetic on two or more operands, which are broadcast.</summary>
internal static class ArithmeticOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Add", layer => Join(layer, BinaryFunction.Add, new Add())),
        ("Sub", layer => Join(layer, BinaryFunction.Subtract)),
        ("Mul", layer => Join(layer, BinaryFunction.Multiply, new Mul())),
        ("Div", layer => Join(layer, BinaryFunction.Divide)),
        ("Mod", layer => Join(layer, layer.Reader.Flag("fmod", false) ? BinaryFunction.Remainder : BinaryFunction.Modulo)),
        ("Pow", Power),
        ("Min", layer => Fold(layer, BinaryFunction.Minimum)),
        ("Max", layer => Fold(layer, BinaryFunction.Maximum)),
        ("Sum", Sum),
        ("Mean", Mean),
        Bits("BitShift", layer => layer.Reader.Choice("direction", ["Left", "Right"]) == 0
            ? BinaryFunction.ShiftLeft : BinaryFunction.ShiftRight),
        Bits("BitwiseAnd", _ => BinaryFunction.And),
        Bits("BitwiseOr", _ => BinaryFunction.Or),
        Bits("BitwiseXor", _ => BinaryFunction.ExclusiveOr),
    ];

    private static (string, Func<LayerContext, Value?>) Bits(string name, Func<LayerContext, BinaryFunction> function) =>
        (name, layer => layer.Uniform(ElementSet.Integers) is { } operands ? Fold(layer, function(layer), operands) : null);

    /// <param name="kernel">The operator with a kernel for computed images.</param>
    private static Value? Join(LayerContext layer, BinaryFunction function, Op? kernel = null)
    {
        if (layer.Uniform(ElementSet.Numbers) is not { } operands)
            return null;
        return kernel is not null && TakesKernel(operands)
            ? layer.Append(kernel, [.. operands])
            : ChannelArithmetic.Append(layer, function, operands[0], operands[1]) ?? Fold(layer, function, operands);
    }

    /// <summary>Whether the kernels for Add and Mul can read all operands: a vector has no axis of channels that they could share.</summary>
    private static bool TakesKernel(IReadOnlyCollection<Value> operands) =>
        operands.All(operand => operand.IsImage()) && operands.Any(operand => operand.Shape.Rank >= 2);

    private static Value? Fold(LayerContext layer, BinaryFunction function) =>
        layer.Uniform(ElementSet.Numbers) is { } operands ? Fold(layer, function, operands) : null;

    /// <summary>All operands combined by a function of two.</summary>
    private static Value? Fold(LayerContext layer, BinaryFunction function, Value[] operands) =>
        Combine(layer, operands, loads => Combine(function, loads, 0, loads.Length));

    // Halves, so that the expression of many operands is not deep; of up to three it is from left to right.
    private static Expression Combine(BinaryFunction function, Expression[] loads, int first, int end)
    {
        var middle = (first + end + 1) / 2;
        return end - first == 1
            ? loads[first]
            : Formula.Binary(function, Combine(function, loads, first, middle), Combine(function, loads, middle, end));
    }

    private static Value? Combine(LayerContext layer, Value[] operands, Func<Expression[], Expression> combine)
    {
        if (Broadcasting.Join(layer, operands) is not { } shape)
            return null;
        var body = combine(Broadcasting.LoadAll(operands, shape));
        return layer.AppendNest(layer.OperatorName(), new TensorType(body.Type, shape), body, operands);
    }

    private static Value? Sum(LayerContext layer)
    {
        if (layer.Uniform(ElementSet.Numbers) is not { } operands)
            return null;
        if (operands.Length == 1 || !TakesKernel(operands))
            return Fold(layer, BinaryFunction.Add, operands);
        Value? sum = operands[0];
        for (var i = 1; i < operands.Length && sum is not null; i++)
            sum = layer.AppendPart(
                layer.PartName(i < operands.Length - 1 ? $"sum{i}" : null), new Add(), [sum, operands[i]]);
        return sum;
    }

    private static Value? Mean(LayerContext layer) => layer.Uniform(ElementSet.Floats) is { } operands
        ? Combine(layer, operands, loads => Combine(BinaryFunction.Add, loads, 0, loads.Length) / Formula.Number(loads.Length))
        : null;

    private static Value? Power(LayerContext layer)
    {
        var (@base, exponent) = (layer.Operands[0], layer.Operands[1]);
        if (!layer.Requires(ElementSet.Numbers, @base) || !layer.Requires(ElementSet.Numbers, exponent))
            return null;
        // x·x is what powers of 2 give, in a fraction of their time.
        if (exponent.Known is { Type.Element: ElementType.Float32, Floats: [2] } && @base.Shape.Rank >= exponent.Shape.Rank)
            return UnaryOperators.Append(layer, ElementSet.Numbers, x => x * x);
        return Combine(layer, [@base, exponent], loads => Power(loads[0], loads[1]));
    }

    // Integers to the power of a float are computed in float.
    private static Expression Power(Expression @base, Expression exponent) =>
        exponent.Type == ElementType.Float32 && @base.Type != ElementType.Float32
            ? Formula.Convert(Power(Formula.Convert(@base, ElementType.Float32), exponent), @base.Type)
            : Formula.Binary(BinaryFunction.Power, @base, Formula.Convert(exponent, @base.Type));
}

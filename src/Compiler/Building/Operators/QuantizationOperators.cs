using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Between floats and small integers, and products of small integers.</summary>
internal static class QuantizationOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("QuantizeLinear", QuantizeLinear),
        ("DequantizeLinear", DequantizeLinear),
        ("DynamicQuantizeLinear", DynamicQuantizeLinear),
        ("MatMulInteger", MatMulInteger),
        ("ConvInteger", ConvInteger),
    ];

    private static Value? QuantizeLinear(LayerContext layer)
    {
        var (x, zeroPoint) = (layer.Operand, layer.Optional(2));
        var asked = layer.Reader.Choice("output_dtype", ["UInt8", "Int8"]) == 0 ? ElementType.UInt8 : ElementType.Int8;
        if (!layer.Requires(ElementSet.WideNumbers, x) || !layer.Requires(ElementSet.Floats, layer.Operands[1])
            || (zeroPoint is not null && !layer.Requires(ElementSet.Bytes, zeroPoint)) || Parameter(layer, 1) is not { } scale)
            return null;
        var zero = zeroPoint is null ? null : Parameter(layer, 2);
        if (layer.Reader.HasErrors)
            return null;
        var real = Formula.Convert(x.At(0, Formula.Indices(x.Shape.Rank)), ElementType.Float32);
        var body = Quantize(real, scale, zero, zeroPoint?.Type.Element ?? asked);
        return layer.AppendNest("QuantizeLinear", x.Type with { Element = body.Type }, body, Inputs(layer));
    }

    private static Value? DequantizeLinear(LayerContext layer)
    {
        var (x, zeroPoint) = (layer.Operand, layer.Optional(2));
        if (!layer.Requires(ElementSet.Integers, x) || !layer.Requires(ElementSet.Floats, layer.Operands[1])
            || (zeroPoint is not null && !layer.RequireSame(x, zeroPoint)) || Parameter(layer, 1) is not { } scale)
            return null;
        var zero = zeroPoint is null ? null : Parameter(layer, 2);
        if (layer.Reader.HasErrors)
            return null;
        var element = Wide(x.At(0, Formula.Indices(x.Shape.Rank)));
        var body = Formula.Convert(zero is null ? element : element - Wide(zero), ElementType.Float32) * scale;
        return layer.AppendNest("DequantizeLinear", x.Type with { Element = ElementType.Float32 }, body, Inputs(layer));
    }

    /// <summary>Scale and zero point from the range of the tensor, 0 included.</summary>
    private static Value? DynamicQuantizeLinear(LayerContext layer)
    {
        var x = layer.Operand;
        var output = layer.Reader.Choice("output", ["Y", "Scale", "ZeroPoint"]);
        if (!layer.RequireFloats())
            return null;
        Expression[] all = [.. Enumerable.Range(0, x.Shape.Rank).Select(Formula.Term)];
        var least = Formula.Minimum(Formula.Number(0), Formula.Reduce(Combiner.Minimum, x.Shape.Dimensions, x.At(0, all)));
        var greatest = Formula.Maximum(Formula.Number(0), Formula.Reduce(Combiner.Maximum, x.Shape.Dimensions, x.At(0, all)));
        if (layer.AppendNestPart("least", layer.OperatorName(), TensorType.Float(), least, x) is not { } low
            || layer.AppendNestPart("greatest", layer.OperatorName(), TensorType.Float(), greatest, x) is not { } high)
            return null;
        var width = high.At(1, []) - low.At(0, []);
        var step = Formula.Select(Formula.Equal(width, Formula.Number(0)), Formula.Number(1), width / Formula.Number(255));
        if (layer.AppendNestPart(output == 1 ? null : "scale", layer.OperatorName(), TensorType.Float(), step, low, high) is not { } scale)
            return null;
        if (output == 1)
            return scale;
        var zero = Quantize(-low.At(0, []), scale.At(1, []), null, ElementType.UInt8);
        var byteType = new TensorType(ElementType.UInt8, TensorShape.Of());
        if (layer.AppendNestPart(output == 2 ? null : "zero", layer.OperatorName(), byteType, zero, low, scale) is not { } zeroPoint)
            return null;
        return output == 2 ? zeroPoint : layer.AppendNest(
            layer.OperatorName(), x.Type with { Element = ElementType.UInt8 },
            Quantize(x.At(0, Formula.Indices(x.Shape.Rank)), scale.At(1, []), zeroPoint.At(2, []), ElementType.UInt8),
            x, scale, zeroPoint);
    }

    /// <summary>Zero points may differ by row of the left operand and by column of the right one.</summary>
    private static Value? MatMulInteger(LayerContext layer)
    {
        var (a, b) = (layer.Operand, layer.Operands[1]);
        if (!RequireBytes(layer) || MatrixProduct.Of(layer, a.Shape, b.Shape) is not { } product)
            return null;
        var inputs = new ShiftedOperands(layer);
        if (inputs.Add(a, layer.Optional(2), axis: Math.Max(0, a.Shape.Rank - 2)) is not { } left
            || inputs.Add(b, layer.Optional(3), axis: b.Shape.Rank - 1) is not { } right)
            return null;
        var body = product.Sum(left, right);
        return layer.AppendNest("MatMulInteger", new TensorType(ElementType.Int32, product.Result), body, inputs.Values);
    }

    /// <summary>The zero points of the filters may differ by output channel.</summary>
    private static Value? ConvInteger(LayerContext layer)
    {
        var (x, w) = (layer.Operand, layer.Operands[1]);
        if (!RequireBytes(layer) || ConvolutionNest.Read(layer, x, w) is not { } nest)
            return null;
        var inputs = new ShiftedOperands(layer);
        if (inputs.Add(x, layer.Optional(2), axis: null) is not { } input || inputs.Add(w, layer.Optional(3), axis: 0) is not { } filters)
            return null;
        var body = nest.Sum(input, filters);
        return layer.AppendNest("ConvInteger", new TensorType(ElementType.Int32, nest.Result), body, inputs.Values);
    }

    private static bool RequireBytes(LayerContext layer) =>
        Enumerable.Range(0, layer.Operands.Count).Select(layer.Optional).OfType<Value>()
            .All(operand => layer.Requires(ElementSet.Bytes, operand));

    /// <summary>round(x / scale) + zero point, as the nearest number that the type has.</summary>
    private static Expression Quantize(Expression x, Expression scale, Expression? zeroPoint, ElementType element)
    {
        var steps = Formula.Unary(UnaryFunction.Round, x / scale);
        if (zeroPoint is not null)
            steps += Formula.Convert(zeroPoint, ElementType.Float32);
        var (low, high) = ScalarMath.Range(element);
        return Formula.Convert(Formula.Minimum(Formula.Maximum(steps, Formula.Number(low)), Formula.Number(high)), element);
    }

    private static Expression Wide(Expression element) =>
        element.Type == ElementType.Int64 ? element : Formula.Convert(element, ElementType.Int32);

    /// <summary>
    /// The scale or zero point of the element at the loops' indices: the only one, that of its index along the axis, or that of
    /// its block along the axis. Null if there are not as many as that takes, which is reported.
    /// </summary>
    private static Expression? Parameter(LayerContext layer, int operand)
    {
        var (x, value, size) = (layer.Operand.Shape, layer.Operands[operand], layer.Reader.Integer("block_size", 0));
        if (size == 0 && value.Shape.ElementCount == 1)
            return value.At(operand, value.Shape.Dimensions.Select(_ => (Expression)0));
        if (layer.Axis(x.Rank, 1) is not { } axis)
            return null;
        if (size == 0)
            return layer.RequireShape(value, x[axis]) ? value.At(operand, [Formula.Index(axis)]) : null;
        var blocks = x.Dimensions.Select((dimension, i) => i == axis ? (int)((dimension + (long)size - 1) / size) : dimension);
        return layer.RequireShape(value, [.. blocks])
            ? value.At(operand, Formula.Indices(x.Rank).Select((index, i) => i == axis ? index / size : index)) : null;
    }

    private static Value[] Inputs(LayerContext layer) =>
        layer.Optional(2) is { } zeroPoint ? [layer.Operand, layer.Operands[1], zeroPoint] : [layer.Operand, layer.Operands[1]];
}

using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using BatchNormalizationOp = ModelCompiler.Compiler.IR.Ops.BatchNormalization;
using Lrn = ModelCompiler.Compiler.IR.Ops.Lrn;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// Normalisations: (x − mean)/deviation over groups of elements. Mean and deviation are loop nests of their own, so that they are
/// computed once for each group.
/// </summary>
internal static class NormalizationOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("BatchNormalization", BatchNormalization),
        ("InstanceNormalization", InstanceNormalization),
        ("GroupNormalization", GroupNormalization),
        ("LayerNormalization", LayerNormalization),
        ("RMSNormalization", RootMeanSquareNormalization),
        ("MeanVarianceNormalization", MeanVarianceNormalization),
        ("LpNormalization", LpNormalization),
        ("LRN", LocalResponseNormalization),
    ];

    private static Value? BatchNormalization(LayerContext layer)
    {
        var (x, epsilon) = (layer.Operand, Epsilon(layer));
        if (!layer.RequireFloats() || !RequireChannels(layer))
            return null;
        Value[] statistics = [.. layer.Operands.Skip(1)];
        if (!statistics.All(value => layer.RequireShape(value, x.Shape[1])))
            return null;
        if (x.IsImage() && statistics.All(value => value.IsConstant))
            return layer.Append(new BatchNormalizationOp(epsilon), [.. layer.Operands]);

        var channels = TensorType.Float(x.Shape[1]);
        var factor = layer.AppendNestPart(
            "scale", "BatchNormalization", channels,
            Of(0, 0) * ElementGroups.InverseRoot(Of(1, 0), epsilon), statistics[0], statistics[3]);
        if (factor is null)
            return null;
        var body = ((x.At(0, Formula.Indices(x.Shape.Rank)) - Of(1, 1)) * Of(2, 1)) + Of(3, 1);
        return layer.AppendNest("BatchNormalization", x.Type, body, x, statistics[2], factor, statistics[1]);

        static Expression Of(int operand, int axis) => Formula.Load(operand, ElementType.Float32, [Formula.Index(axis)]);
    }

    private static Value? InstanceNormalization(LayerContext layer) =>
        layer.RequireFloats() && RequireChannels(layer)
            ? OverChannels(layer, ElementGroups.Along(layer.Operand, [.. Enumerable.Range(2, layer.Operand.Shape.Rank - 2)]))
            : null;

    private static Value? GroupNormalization(LayerContext layer)
    {
        var groups = layer.Reader.Integer("num_groups");
        if (!layer.RequireFloats() || !RequireChannels(layer))
            return null;
        return layer.Operand.Shape[1] % groups == 0
            ? OverChannels(layer, ElementGroups.OfChannels(layer.Operand, groups))
            : layer.Misfit($"cannot divide the channels of {layer.Operand.Shape} into {groups} groups", "num_groups");
    }

    /// <summary>With a scale and a bias for each channel.</summary>
    private static Value? OverChannels(LayerContext layer, ElementGroups groups)
    {
        var (x, scale, bias) = (layer.Operand, layer.Operands[1], layer.Operands[2]);
        if (!layer.RequireShape(scale, x.Shape[1]) || !layer.RequireShape(bias, x.Shape[1])
            || groups.AppendMean(layer) is not { } mean
            || groups.AppendInverseDeviation(layer, mean, Epsilon(layer)) is not { } inverse)
            return null;
        var normal = (groups.Element - groups.NumberOf(mean, 1)) * groups.NumberOf(inverse, 2);
        var body = (normal * scale.At(3, [Formula.Index(1)])) + bias.At(4, [Formula.Index(1)]);
        return layer.AppendNest(layer.OperatorName(), x.Type, body, x, mean, inverse, scale, bias);
    }

    private static Value? LayerNormalization(LayerContext layer)
    {
        var (x, scale, bias) = (layer.Operand, layer.Operands[1], layer.Optional(2));
        var output = layer.Reader.Choice("output", ["Y", "Mean", "InvStdDev"]);
        if (GroupsFromAxis(layer, scale, bias) is not { } groups || groups.AppendMean(layer, output == 1 ? null : "mean") is not { } mean)
            return null;
        if (output == 1)
            return mean;
        var inverse = groups.AppendInverseDeviation(layer, mean, Epsilon(layer), output == 2 ? null : "scale");
        if (inverse is null || output == 2)
            return inverse;
        var body = (groups.Element - groups.NumberOf(mean, 1)) * groups.NumberOf(inverse, 2) * Aligned(scale, 3, x);
        return bias is null
            ? layer.AppendNest("LayerNormalization", x.Type, body, x, mean, inverse, scale)
            : layer.AppendNest("LayerNormalization", x.Type, body + Aligned(bias, 4, x), x, mean, inverse, scale, bias);
    }

    private static Value? RootMeanSquareNormalization(LayerContext layer)
    {
        var (x, scale) = (layer.Operand, layer.Operands[1]);
        if (GroupsFromAxis(layer, scale, null) is not { } groups)
            return null;
        var inverse = groups.Append(
            layer, "scale", (Combiner.Sum, value => value * value),
            sum => ElementGroups.InverseRoot(sum / groups.Count, Epsilon(layer)));
        return inverse is null ? null : layer.AppendNest(
            "RMSNormalization", x.Type, groups.Element * groups.NumberOf(inverse, 1) * Aligned(scale, 2, x), x, inverse, scale);
    }

    /// <summary>The groups over all axes from <c>axis</c> on; null if the operands do not fit, which is reported.</summary>
    private static ElementGroups? GroupsFromAxis(LayerContext layer, Value scale, Value? bias)
    {
        var x = layer.Operand;
        if (!layer.RequireFloats() || layer.Axis(x.Shape.Rank, -1) is not { } axis
            || !RequireAligned(layer, scale) || !RequireAligned(layer, bias))
            return null;
        return ElementGroups.Along(x, [.. Enumerable.Range(axis, x.Shape.Rank - axis)]);
    }

    private static bool RequireAligned(LayerContext layer, Value? value)
    {
        var shape = layer.Operand.Shape;
        if (value is null || (value.Shape.Rank <= shape.Rank && value.Shape.Dimensions
            .Select((dimension, axis) => dimension == 1 || dimension == shape[shape.Rank - value.Shape.Rank + axis]).All(fits => fits)))
            return true;
        layer.Misfit($"cannot broadcast '{value.Name}' of shape {value.Shape} to {shape}");
        return false;
    }

    /// <summary>The element of a value that is broadcast to x.</summary>
    private static Expression Aligned(Value value, int operand, Value x) => value.At(
        operand, value.Shape.Dimensions.Select((dimension, axis) =>
            dimension == 1 ? 0 : Formula.Index(x.Shape.Rank - value.Shape.Rank + axis)));

    private static Value? MeanVarianceNormalization(LayerContext layer)
    {
        var x = layer.Operand;
        if (!layer.RequireFloats())
            return null;
        int[] written = layer.Reader.Integers("axes", [0, 2, 3]);
        int[] axes = [.. written.Select(axis => axis < 0 ? axis + x.Shape.Rank : axis).Distinct()];
        if (axes.Any(axis => axis < 0 || axis >= x.Shape.Rank))
            return layer.Misfit($"has the axes [{string.Join(", ", written)}], but '{x.Name}' has {x.Shape.Rank} axes", "axes");
        var groups = ElementGroups.Along(x, axes);
        if (groups.AppendMean(layer) is not { } mean
            || groups.AppendInverseDeviation(layer, mean, 0, finish: Inverse) is not { } inverse)
            return null;
        var body = (groups.Element - groups.NumberOf(mean, 1)) * groups.NumberOf(inverse, 2);
        return layer.AppendNest("MeanVarianceNormalization", x.Type, body, x, mean, inverse);

        // ONNX adds its ε to the deviation here, not to the variance.
        static Expression Inverse(Expression variance) =>
            Formula.Number(1) / (Formula.Unary(UnaryFunction.SquareRoot, variance) + Formula.Number(1e-9f));
    }

    private static Value? LpNormalization(LayerContext layer)
    {
        var (x, p) = (layer.Operand, layer.Reader.Integer("p", 2));
        if (!layer.RequireFloats() || layer.Axis(x.Shape.Rank, -1) is not { } axis)
            return null;
        var groups = ElementGroups.Along(x, [axis]);
        var norm = groups.Append(layer, "norm", (Combiner.Sum, value => Norm.Term(value, p)), sum => Norm.Root(sum, p));
        if (norm is null)
            return null;
        var divisor = groups.NumberOf(norm, 1);
        var body = Formula.Select(Formula.Equal(divisor, Formula.Number(0)), Formula.Number(0), groups.Element / divisor);
        return layer.AppendNest("LpNormalization", x.Type, body, x, norm);
    }

    /// <summary>x / (bias + alpha/size·Σ x²)^beta, the sum over the channels around.</summary>
    private static Value? LocalResponseNormalization(LayerContext layer)
    {
        var (x, reader) = (layer.Operand, layer.Reader);
        var (size, alpha) = (reader.Integer("size"), reader.Number("alpha", 1e-4));
        if (!layer.RequireFloats() || !RequireChannels(layer))
            return null;
        if (x.IsImage())
            return layer.Append(
                new Lrn(size, (float)alpha, (float)reader.Number("beta", 0.75), (float)reader.Number("bias", 1)), x);
        var indices = Formula.Indices(x.Shape.Rank);
        var (element, channel) = (x.At(0, indices), Formula.Index(1) + Formula.Term(0) - ((size - 1) / 2));
        var neighbour = x.At(0, indices.Select((index, axis) => axis == 1 ? channel : index));
        var sum = Formula.Reduce(Combiner.Sum, [size], Formula.Select(
            Formula.IsWithin(channel, x.Shape[1]), neighbour * neighbour, Formula.Number(0)));
        var scale = Formula.Number((float)reader.Number("bias", 1)) + (Formula.Number((float)(alpha / size)) * sum);
        var power = Formula.Binary(BinaryFunction.Power, scale, Formula.Number((float)reader.Number("beta", 0.75)));
        return layer.AppendNest("LRN", x.Type, element / power, x);
    }

    private static float Epsilon(LayerContext layer) => (float)layer.Reader.Number("epsilon", 1e-5f);

    private static bool RequireChannels(LayerContext layer)
    {
        if (layer.Operand.Shape.Rank >= 2)
            return true;
        layer.Misfit($"needs channels, but '{layer.Operand.Name}' has the shape {layer.Operand.Shape}");
        return false;
    }
}

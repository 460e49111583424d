using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Softmax, LogSoftmax and Hardmax along an axis.</summary>
internal static class SoftmaxOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Softmax", Softmax),
        ("LogSoftmax", LogSoftmax),
        ("Hardmax", Hardmax),
    ];

    private static Value? Softmax(LayerContext layer)
    {
        var x = layer.Operand;
        if (!layer.RequireFloats() || layer.Axis(x.Shape.Rank, -1) is not { } axis)
            return null;
        if (x.IsImage() && x.Shape.Rank >= 2 && axis >= 1)
            return layer.Append(new Softmax(axis), x);
        return Normalize(layer, axis, sum => sum, (shifted, sum) => Exponential(shifted) / sum);
    }

    private static Value? LogSoftmax(LayerContext layer) =>
        layer.RequireFloats() && layer.Axis(layer.Operand.Shape.Rank, -1) is { } axis
            ? Normalize(layer, axis, sum => Formula.Unary(UnaryFunction.Logarithm, sum), (shifted, sum) => shifted - sum)
            : null;

    /// <summary>f(x − max, g(Σ exp(x − max))): the largest exponential is 1, none overflows.</summary>
    private static Value? Normalize(
        LayerContext layer, int axis, Func<Expression, Expression> finishSum, Func<Expression, Expression, Expression> combine)
    {
        var x = layer.Operand;
        var groups = ElementGroups.Along(x, [axis]);
        if (groups.Append(layer, "max", (Combiner.Maximum, value => value), maximum => maximum) is not { } maximum
            || groups.Append(
                layer, "sum", maximum, (Combiner.Sum, (value, largest) => Exponential(value - largest)), finishSum) is not { } sum)
            return null;
        var body = combine(groups.Element - groups.NumberOf(maximum, 1), groups.NumberOf(sum, 2));
        return layer.AppendNest(layer.OperatorName(), x.Type, body, x, maximum, sum);
    }

    /// <summary>1 where the first greatest element is, 0 elsewhere.</summary>
    private static Value? Hardmax(LayerContext layer)
    {
        var x = layer.Operand;
        if (!layer.RequireFloats() || layer.Axis(x.Shape.Rank, -1) is not { } axis)
            return null;
        var groups = ElementGroups.Along(x, [axis]);
        if (groups.Append(layer, "greatest", (Combiner.FirstMaximum, value => value), index => index) is not { } greatest)
            return null;
        var isGreatest = Formula.Equal(Formula.Convert(groups.NumberOf(greatest, 0), ElementType.Int32), Formula.Index(axis));
        return layer.AppendNest(
            "Hardmax", x.Type, Formula.Select(isGreatest, Formula.Number(1), Formula.Number(0)), greatest);
    }

    private static Expression Exponential(Expression x) => Formula.Unary(UnaryFunction.Exponential, x);
}

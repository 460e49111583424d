using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Operators that combine all elements along axes.</summary>
internal static class ReductionOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        Of("ReduceSum", Combiner.Sum, x => x),
        ("ReduceMean", Mean),
        ("ReduceMax", layer => Extreme(layer, Combiner.Maximum)),
        ("ReduceMin", layer => Extreme(layer, Combiner.Minimum)),
        Of("ReduceProd", Combiner.Product, x => x),
        Of("ReduceL1", Combiner.Sum, x => Formula.Unary(UnaryFunction.Absolute, x)),
        Of("ReduceL2", Combiner.Sum, x => x * x, sum => OfFloat(sum, UnaryFunction.SquareRoot)),
        Of("ReduceSumSquare", Combiner.Sum, x => x * x),
        Of("ReduceLogSum", Combiner.Sum, x => x, sum => OfFloat(sum, UnaryFunction.Logarithm)),
        ("ReduceLogSumExp", LogSumExp),
    ];

    private static (string, Func<LayerContext, Value?>) Of(
        string name, Combiner combiner, Func<Expression, Expression> term, Func<Expression, Expression>? finish = null) =>
        (name, layer => layer.Requires(ElementSet.Numbers, layer.Operand) && ReducedAxes.Read(layer) is { } axes
            ? axes.Append(combiner, term, finish ?? (sum => sum))
            : null);

    private static Value? Mean(LayerContext layer)
    {
        if (!layer.Requires(ElementSet.WideNumbers, layer.Operand) || ReducedAxes.Read(layer) is not { } axes)
            return null;
        if (axes.AreSpatial && layer.Operand.IsImage())
            return axes.AppendPool(new GlobalAveragePool());
        return axes.Append(
            Combiner.Sum, x => x, sum => sum / Formula.Integer(Math.Max(1, axes.Count), sum.Type));
    }

    private static Value? Extreme(LayerContext layer, Combiner combiner)
    {
        if (ReducedAxes.Read(layer) is not { } axes)
            return null;
        if (combiner == Combiner.Maximum && axes.AreSpatial && layer.Operand.IsImage())
            return axes.AppendPool(new GlobalMaxPool());
        if (layer.Operand.Type.Element != ElementType.Bool)
            return axes.Append(combiner, x => x, best => best);
        return axes.Append(
            combiner, x => Formula.Convert(x, ElementType.UInt8), best => Formula.Convert(best, ElementType.Bool));
    }

    private static Expression OfFloat(Expression sum, UnaryFunction function) => Formula.Convert(
        Formula.Unary(function, Formula.Convert(sum, ElementType.Float32)), sum.Type);

    // The greatest term is taken out, so that no power overflows.
    private static Value? LogSumExp(LayerContext layer)
    {
        var operand = layer.Operand;
        if (!layer.Requires(ElementSet.Floats, operand) || ReducedAxes.Read(layer) is not { } axes)
            return null;
        if (layer.AppendNestPart(
                "maximum", "ReduceMax", axes.Type, axes.Reduce(Combiner.Maximum, x => x), operand) is not { } maximum)
            return null;
        var greatest = Formula.Load(1, ElementType.Float32, Formula.Indices(axes.Type.Shape.Rank));
        var isFinite = Formula.Less(Formula.Unary(UnaryFunction.Absolute, greatest), Formula.Number(float.PositiveInfinity));
        var offset = Formula.Select(isFinite, greatest, Formula.Number(0));
        var sum = axes.Reduce(Combiner.Sum, x => Formula.Unary(UnaryFunction.Exponential, x - offset));
        return layer.AppendNest(
            "ReduceLogSumExp", axes.Type, Formula.Unary(UnaryFunction.Logarithm, sum) + offset, operand, maximum);
    }
}

using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Operators that go along one axis in order: searches and running sums.</summary>
internal static class SearchOperators
{
    // Ranks are found by comparing every element with every other.
    private const int LongestRankedAxis = 4096;

    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("ArgMax", layer => Extreme(layer, Combiner.FirstMaximum, Combiner.LastMaximum)),
        ("ArgMin", layer => Extreme(layer, Combiner.FirstMinimum, Combiner.LastMinimum)),
        ("TopK", TopIndices),
        ("CumSum", RunningSum),
    ];

    private static Value? Extreme(LayerContext layer, Combiner first, Combiner last)
    {
        if (!layer.Requires(ElementSet.Numbers, layer.Operand) || ReducedAxes.ReadOne(layer) is not { } axes)
            return null;
        if (axes.Count == 0 && axes.Type.Shape.ElementCount > 0)
            return layer.Misfit($"looks for an element along an axis of '{layer.Operand.Name}', which has none");
        return axes.Append(layer.Reader.Flag("select_last_index", false) ? last : first, x => x, index => index);
    }

    /// <summary>First the place of every element in the order, then the elements that have the first places.</summary>
    private static Value? TopIndices(LayerContext layer)
    {
        var (operand, k) = (layer.Operand, layer.Whole("k", 0));
        if (!layer.Requires(ElementSet.Numbers, operand) || layer.Axis(operand.Shape.Rank, -1) is not { } axis)
            return null;
        var extent = operand.Shape[axis];
        if (k < 0 || k > extent)
            return layer.Misfit($"takes {k} of the {extent} elements along axis {axis} of '{operand.Name}'", "k");
        if (extent > LongestRankedAxis)
            return layer.Misfit($"supports axes of up to {LongestRankedAxis} elements, but '{operand.Name}' has {extent}");
        var places = operand.Type with { Element = ElementType.Int32 };
        if (layer.AppendNestPart("places", "TopK", places, Place(layer, axis), operand) is not { } place)
            return null;
        var dimensions = operand.Shape.Dimensions.ToArray();
        dimensions[axis] = (int)k;
        var indices = Formula.Indices(dimensions.Length);
        indices[axis] = Formula.Term(0);
        var isHere = Formula.Equal(Formula.Load(0, ElementType.Int32, indices), Formula.Index(axis));
        var body = Formula.Reduce(Combiner.FirstMaximum, [extent], Formula.Convert(isHere, ElementType.Int32));
        return layer.AppendNest("TopK", new TensorType(ElementType.Int64, TensorShape.Of(dimensions)), body, place);
    }

    /// <summary>How many elements along the axis come before one: those that are better, and equal ones with lower indices.</summary>
    private static Expression Place(LayerContext layer, int axis)
    {
        var operand = layer.Operand;
        var indices = Formula.Indices(operand.Shape.Rank);
        var own = Formula.Load(0, operand.Type.Element, indices);
        indices[axis] = Formula.Term(0);
        var other = Formula.Load(0, operand.Type.Element, indices);
        var isBetter = layer.Reader.Flag("largest", true) ? Formula.Less(own, other) : Formula.Less(other, own);
        var isEarlier = Formula.And(Formula.Equal(own, other), Formula.Less(Formula.Term(0), Formula.Index(axis)));
        return Formula.Reduce(Combiner.Sum, [operand.Shape[axis]], Formula.Convert(
            Formula.Binary(BinaryFunction.Or, isBetter, isEarlier), ElementType.Int32));
    }

    /// <summary>
    /// Sums of 2, 4, 8 … elements, each made of two of the sums before, until they are as long as the axis: n·log n additions.
    /// </summary>
    private static Value? RunningSum(LayerContext layer)
    {
        var operand = layer.Operand;
        if (!layer.Requires(ElementSet.Numbers, operand) || layer.Axis(operand.Shape.Rank, 0) is not { } axis)
            return null;
        var isReversed = layer.Reader.Flag("reverse", false);
        var sums = operand;
        if (layer.Reader.Flag("exclusive", false))
        {
            var (previous, isThere) = Previous(operand, axis, 1, isReversed);
            var shifted = Formula.Select(isThere, previous, Formula.Integer(0, operand.Type.Element));
            if (layer.AppendNestPart(Name(1), "CumSum", operand.Type, shifted, operand) is not { } moved)
                return null;
            sums = moved;
        }
        for (var length = 1; length < operand.Shape[axis]; length *= 2)
        {
            var own = Formula.Load(0, operand.Type.Element, Formula.Indices(operand.Shape.Rank));
            var (previous, isThere) = Previous(operand, axis, length, isReversed);
            var body = Formula.Select(isThere, own + previous, own);
            if (layer.AppendNestPart(Name(2 * length), "CumSum", operand.Type, body, sums) is not { } longer)
                return null;
            sums = longer;
        }
        return sums;

        string? Name(int length) => length >= operand.Shape[axis] ? null : FormattableString.Invariant($"sums{length}");
    }

    /// <summary>The element at a distance before (or, reversed, behind) the loops' own, and whether there is one.</summary>
    private static (Expression Element, Expression IsThere) Previous(Value operand, int axis, int distance, bool isReversed)
    {
        var indices = Formula.Indices(operand.Shape.Rank);
        var isThere = isReversed
            ? Formula.Less(indices[axis], operand.Shape[axis] - distance)
            : Formula.AtLeast(indices[axis], distance);
        indices[axis] += isReversed ? distance : -distance;
        return (Formula.Load(0, operand.Type.Element, indices), isThere);
    }
}

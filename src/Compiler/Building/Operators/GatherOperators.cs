using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Operators whose indices are data.</summary>
internal static class GatherOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Gather", Gather),
        ("GatherElements", GatherElements),
        ("GatherND", GatherND),
        ("OneHot", OneHot),
        ("EyeLike", EyeLike),
    ];

    private static Value? Gather(LayerContext layer)
    {
        var (data, indices) = (layer.Operands[0], layer.Operands[1]);
        if (!layer.Requires(ElementSet.Indices, indices) || layer.Axis(data.Shape.Rank, 0) is not { } axis)
            return null;
        int[] dimensions = [.. data.Shape.Dimensions.Take(axis), .. indices.Shape.Dimensions, .. data.Shape.Dimensions.Skip(axis + 1)];
        if (layer.ShapeOf([.. dimensions.Select(dimension => (long)dimension)]) is not { } shape)
            return null;
        var loop = Formula.Indices(shape.Rank);
        var taken = Taken(indices, loop.Skip(axis).Take(indices.Shape.Rank), data.Shape[axis]);
        Expression[] from = [.. loop.Take(axis), taken, .. loop.Skip(axis + indices.Shape.Rank)];
        return layer.AppendNest(
            "Gather", data.Type with { Shape = shape }, Formula.Load(0, data.Type.Element, from), data, indices);
    }

    private static Value? GatherElements(LayerContext layer)
    {
        var (data, indices) = (layer.Operands[0], layer.Operands[1]);
        var rank = data.Shape.Rank;
        if (!layer.Requires(ElementSet.Indices, indices) || layer.Axis(rank, 0) is not { } axis)
            return null;
        if (indices.Shape.Rank != rank || Enumerable.Range(0, rank).Any(i => i != axis && indices.Shape[i] > data.Shape[i]))
            return layer.Misfit(
                $"takes indices that lie within '{data.Name}' of shape {data.Shape}, but '{indices.Name}' has the shape {indices.Shape}");
        var from = Formula.Indices(rank);
        from[axis] = Taken(indices, Formula.Indices(rank), data.Shape[axis]);
        return layer.AppendNest(
            "GatherElements", data.Type with { Shape = indices.Shape }, Formula.Load(0, data.Type.Element, from), data, indices);
    }

    private static Value? GatherND(LayerContext layer)
    {
        var (data, indices, batch) = (layer.Operands[0], layer.Operands[1], layer.Whole("batch_dims", 0));
        if (!layer.Requires(ElementSet.Indices, indices))
            return null;
        var outer = indices.Shape.Rank - 1;
        if (outer < 0 || batch < 0 || batch > outer || batch + indices.Shape[outer] > data.Shape.Rank
            || !indices.Shape.Dimensions.Take((int)batch).SequenceEqual(data.Shape.Dimensions.Take((int)batch)))
            return layer.Misfit(
                $"takes indices into '{data.Name}' of shape {data.Shape}, but '{indices.Name}' has the shape {indices.Shape} "
                + $"and batch_dims is {batch}");
        var (shared, depth) = ((int)batch, indices.Shape[outer]);
        int[] dimensions = [.. indices.Shape.Dimensions.Take(outer), .. data.Shape.Dimensions.Skip(shared + depth)];
        if (layer.ShapeOf([.. dimensions.Select(dimension => (long)dimension)]) is not { } shape)
            return null;
        var loop = Formula.Indices(shape.Rank);
        var taken = Enumerable.Range(0, depth).Select(
            k => Taken(indices, [.. loop.Take(outer), k], data.Shape[shared + k]));
        Expression[] from = [.. loop.Take(shared), .. taken, .. loop.Skip(outer)];
        return layer.AppendNest(
            "GatherND", data.Type with { Shape = shape }, Formula.Load(0, data.Type.Element, from), data, indices);
    }

    /// <summary>The index that an element of the second operand is.</summary>
    private static Expression Taken(Value indices, IEnumerable<Expression> at, int extent) =>
        Formula.Wrap(Formula.Load(1, indices.Type.Element, at), extent);

    private static Value? OneHot(LayerContext layer)
    {
        var (indices, values, depth) = (layer.Operands[0], layer.Operands[1], layer.Whole("depth", 0));
        if (!layer.Requires(ElementSet.Numbers, indices)
            || layer.Axis(indices.Shape.Rank + 1, -1) is not { } axis)
            return null;
        if (values.Shape != TensorShape.Of(2))
            return layer.Misfit($"needs two values, for off and on, but '{values.Name}' has the shape {values.Shape}");
        long[] dimensions = [.. indices.Shape.Dimensions.Select(dimension => (long)dimension)];
        if (layer.ShapeOf([.. dimensions.Take(axis), depth, .. dimensions.Skip(axis)], "depth") is not { } shape)
            return null;
        // Negative indices count from the end; what lies outside is off everywhere.
        var index = Formula.Convert(
            Formula.Load(0, indices.Type.Element, Formula.Indices(shape.Rank).Where((_, i) => i != axis)), ElementType.Int64);
        var place = Formula.Convert(Formula.Index(axis), ElementType.Int64);
        var isOn = Formula.Binary(
            BinaryFunction.Or, Formula.Equal(index, place), Formula.Equal(index + Formula.Integer(depth, ElementType.Int64), place));
        var element = values.Type.Element;
        var body = Formula.Select(isOn, Formula.Load(1, element, [1]), Formula.Load(1, element, [0]));
        return layer.AppendNest("OneHot", new TensorType(element, shape), body, indices, values);
    }

    private static Value? EyeLike(LayerContext layer)
    {
        var (shape, k) = (layer.Operand.Shape, layer.Whole("k", 0));
        if (shape.Rank != 2)
            return layer.Misfit($"takes a matrix, but '{layer.Operand.Name}' has the shape {shape}");
        var element = layer.Reader.Choice<ElementType>("element");
        var diagonal = Formula.Equal(
            Formula.Convert(Formula.Index(1) - Formula.Index(0), ElementType.Int64), Formula.Integer(k, ElementType.Int64));
        return layer.AppendNest("EyeLike", new TensorType(element, shape), Formula.Select(
            diagonal, Formula.Integer(1, element), Formula.Integer(0, element)), layer.Operand);
    }
}

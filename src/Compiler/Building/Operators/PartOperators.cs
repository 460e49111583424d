using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Operators that take parts of tensors, put parts together, or put something around them.</summary>
internal static class PartOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Concat", Concat),
        ("Slice", Slice),
        ("Pad", PadOperator.Build),
        ("Trilu", Triangle),
    ];

    private static Value? Concat(LayerContext layer)
    {
        if (layer.Uniform(ElementSet.Any) is not { } operands
            || layer.Axis(operands[0].Shape.Rank, 0) is not { } axis || !JoinAlong(layer, operands, axis))
            return null;
        if (operands.Length == 1)
            return operands[0];
        if (axis >= 1 && operands.All(operand => operand.IsImage()))
            return layer.Append(new Concat(axis), [.. operands]);
        var dimensions = operands[0].Shape.Dimensions.Select(dimension => (long)dimension).ToArray();
        dimensions[axis] = operands.Sum(operand => (long)operand.Shape[axis]);
        if (layer.ShapeOf(dimensions) is not { } shape)
            return null;
        return layer.AppendNest("Concat", operands[0].Type with { Shape = shape }, Joined(operands, axis), operands);
    }

    private static bool JoinAlong(LayerContext layer, Value[] operands, int axis)
    {
        var first = operands[0].Shape;
        foreach (var operand in operands)
            if (operand.Shape.Rank != first.Rank || Enumerable.Range(0, first.Rank).Any(i => i != axis && operand.Shape[i] != first[i]))
                return layer.Misfit(
                    $"joins along axis {axis} tensors that differ along it only, but '{operands[0].Name}' has the shape {first} "
                    + $"and '{operand.Name}' {operand.Shape}") is not null;
        return true;
    }

    /// <summary>The element at the loops' indices of the operands one behind the other: a binary search for the operand.</summary>
    private static Expression Joined(Value[] operands, int axis)
    {
        var starts = new int[operands.Length];
        for (var i = 1; i < operands.Length; i++)
            starts[i] = starts[i - 1] + operands[i - 1].Shape[axis];
        // Where nothing is, nothing has to be looked for.
        int[] parts = [.. Enumerable.Range(0, operands.Length).Where(i => operands[i].Shape[axis] > 0).DefaultIfEmpty(0)];
        return Search(0, parts.Length);

        Expression Search(int first, int end)
        {
            if (end - first > 1)
            {
                var middle = (first + end + 1) / 2;
                return Formula.Select(
                    Formula.Less(Formula.Index(axis), starts[parts[middle]]), Search(first, middle), Search(middle, end));
            }
            var operand = operands[parts[first]];
            var indices = Formula.Indices(operand.Shape.Rank);
            indices[axis] -= starts[parts[first]];
            return Formula.Load(parts[first], operand.Type.Element, indices);
        }
    }

    private static Value? Slice(LayerContext layer)
    {
        var (operand, reader) = (layer.Operand, layer.Reader);
        var (starts, ends, steps) = (reader.Longs("starts"), reader.Longs("ends"), reader.Longs("steps"));
        var axes = reader.Has("axes") ? layer.Axes(operand.Shape.Rank) : [.. Enumerable.Range(0, starts.Length)];
        if (axes is null)
            return null;
        if (starts.Length > operand.Shape.Rank || ends.Length != starts.Length || axes.Length != starts.Length
            || (reader.Has("steps") && steps.Length != starts.Length))
            return layer.Misfit("needs as many starts, ends and steps as it has axes");
        if (steps.Contains(0))
            return layer.Misfit("has a step of 0", "steps");
        var (dimensions, indices) = (operand.Shape.Dimensions.ToArray(), Formula.Indices(operand.Shape.Rank));
        for (var i = 0; i < axes.Length; i++)
        {
            var step = steps.Length == 0 ? 1 : Math.Max(-int.MaxValue, Math.Min(int.MaxValue, steps[i]));
            var (start, count) = Range(starts[i], ends[i], (int)step, dimensions[axes[i]]);
            dimensions[axes[i]] = count;
            indices[axes[i]] = count == 1 ? start : (indices[axes[i]] * (int)step) + start;
        }
        if (operand.Shape == TensorShape.Of(dimensions) && steps.All(step => step > 0))
            return operand;
        return layer.AppendNest(
            "Slice", operand.Type with { Shape = TensorShape.Of(dimensions) },
            Formula.Load(0, operand.Type.Element, indices), operand);
    }

    /// <summary>Where a slice begins and how many elements it has. Bounds beyond the axis are moved to its ends, as in Python.</summary>
    private static (int Start, int Count) Range(long start, long end, int step, int extent)
    {
        var (low, high) = step > 0 ? (0, extent) : (-1, extent - 1);
        var (first, last) = (Clamp(start), Clamp(end));
        var count = step > 0 ? (last - first + step - 1) / step : (last - first + step + 1) / step;
        return ((int)first, (int)Math.Max(0, count));

        long Clamp(long bound) => Math.Max(low, Math.Min(high, bound < 0 ? bound + extent : bound));
    }

    private static Value? Triangle(LayerContext layer)
    {
        var (operand, rank) = (layer.Operand, layer.Operand.Shape.Rank);
        if (rank < 2)
            return layer.Misfit($"takes matrices, but '{operand.Name}' has the shape {operand.Shape}");
        // The element is kept by how far it is right of the diagonal.
        var right = Formula.Convert(Formula.Index(rank - 1) - Formula.Index(rank - 2), ElementType.Int64);
        var diagonal = Formula.Integer(0, ElementType.Int64);
        Value[] inputs = [operand];
        if (layer.Optional(1) is { } given)
        {
            if (given.Type.Element != ElementType.Int64 || given.Shape.ElementCount != 1)
                return layer.Misfit($"takes one Int64 as its diagonal, but '{given.Name}' is {given.Type}");
            inputs = [operand, given];
            diagonal = Formula.Load(1, ElementType.Int64, Enumerable.Repeat<Expression>(0, given.Shape.Rank));
        }
        var isKept = layer.Reader.Flag("upper", true) ? Formula.AtLeast(right, diagonal) : Formula.AtLeast(diagonal, right);
        var body = Formula.Select(
            isKept, Formula.Load(0, operand.Type.Element, Formula.Indices(rank)), Formula.Integer(0, operand.Type.Element));
        return layer.AppendNest("Trilu", operand.Type, body, inputs);
    }
}

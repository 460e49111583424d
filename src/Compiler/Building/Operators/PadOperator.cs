using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Pad in all its modes; negative pads cut off.</summary>
internal static class PadOperator
{
    private enum Mode
    {
        Constant,
        Reflect,
        Edge,
        Wrap,
    }

    public static Value? Build(LayerContext layer)
    {
        var operand = layer.Operand;
        var mode = layer.Reader.Choice<Mode>("mode");
        if (ReadPads(layer, operand.Shape.Rank) is not { } pads || !CanPad(layer, mode, pads)
            || ResultShape(layer, pads) is not { } shape)
            return null;
        var value = layer.Optional(1);
        if (value is not null && (!layer.RequireSame(operand, value) || value.Shape.ElementCount != 1))
            return layer.Misfit($"pads with one number, but '{value.Name}' has the shape {value.Shape}");
        if (mode == Mode.Constant && operand.IsImage() && IsBorder(pads) && value is null or { Known.Floats: [0] })
            return layer.Append(new Pad(pads.Select(pad => (int)pad).ToEquatableArray()), operand);
        var type = operand.Type with { Shape = shape };
        return mode == Mode.Constant
            ? AppendConstant(layer, type, pads, value)
            : layer.AppendNest("Pad", type, Formula.Load(0, type.Element, Indices(operand.Shape, pads, mode)), operand);
    }

    /// <summary>Pads at the beginning of every axis, then at the end.</summary>
    private static long[]? ReadPads(LayerContext layer, int rank)
    {
        var written = layer.Reader.Longs("pads");
        var axes = layer.Reader.Has("axes") ? layer.Axes(rank) : [.. Enumerable.Range(0, rank)];
        if (axes is null)
            return null;
        if (written.Length != 2 * axes.Length || written.Any(pad => pad is < -int.MaxValue or > int.MaxValue))
        {
            layer.Misfit($"needs a pad at the beginning and one at the end of each of {axes.Length} axes", "pads");
            return null;
        }
        var pads = new long[2 * rank];
        for (var i = 0; i < axes.Length; i++)
            (pads[axes[i]], pads[axes[i] + rank]) = (written[i], written[i + axes.Length]);
        return pads;
    }

    private static bool CanPad(LayerContext layer, Mode mode, long[] pads)
    {
        var shape = layer.Operand.Shape;
        for (var axis = 0; axis < shape.Rank; axis++)
            if (mode != Mode.Constant && shape[axis] == 0 && pads[axis] + pads[axis + shape.Rank] > 0)
                return layer.Misfit($"repeats elements along axis {axis}, but there are none", "pads") is not null;
        return true;
    }

    private static TensorShape? ResultShape(LayerContext layer, long[] pads)
    {
        var shape = layer.Operand.Shape;
        var dimensions = shape.Dimensions.Select((dimension, axis) => dimension + pads[axis] + pads[axis + shape.Rank]).ToArray();
        if (!dimensions.Any(dimension => dimension < 0))
            return layer.ShapeOf(dimensions, "pads");
        layer.Misfit($"cuts more off '{layer.Operand.Name}' than its shape {shape} has", "pads");
        return null;
    }

    /// <summary>Whether only rows and columns are put around images.</summary>
    private static bool IsBorder(long[] pads) =>
        pads is [0, 0, >= 0, >= 0, 0, 0, >= 0, >= 0];

    private static Value? AppendConstant(LayerContext layer, TensorType type, long[] pads, Value? value)
    {
        var shape = layer.Operand.Shape;
        var (inside, indices) = (Formula.True, Formula.Indices(shape.Rank));
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var index = indices[axis];
            indices[axis] -= (int)pads[axis];
            if (pads[axis] > 0)
                inside = Formula.And(inside, Formula.AtLeast(index, (int)pads[axis]));
            if (pads[axis + shape.Rank] > 0)
                inside = Formula.And(inside, Formula.Less(index, (int)(pads[axis] + shape[axis])));
        }
        var padding = value is null
            ? Formula.Integer(0, type.Element)
            : Formula.Load(1, type.Element, Enumerable.Repeat<Expression>(0, value.Shape.Rank));
        var body = Formula.Select(inside, Formula.Load(0, type.Element, indices), padding);
        Value[] inputs = value is null ? [layer.Operand] : [layer.Operand, value];
        return layer.AppendNest("Pad", type, body, inputs);
    }

    private static Expression[] Indices(TensorShape shape, long[] pads, Mode mode) =>
    [
        .. shape.Dimensions.Select((extent, axis) =>
        {
            var (begin, end) = ((int)pads[axis], (int)pads[axis + shape.Rank]);
            var index = Formula.Index(axis) - begin;
            return begin <= 0 && end <= 0 ? index : mode switch
            {
                Mode.Edge => Formula.Minimum(Formula.Maximum(index, 0), extent - 1),
                Mode.Wrap => Formula.Modulo(index, extent),
                _ => Reflect(index, extent, Math.Max(begin, end)),
            };
        }),
    ];

    // Mirrored at the first and at the last element: with one reflection at each end where that reaches far enough.
    private static Expression Reflect(Expression index, int extent, int pad)
    {
        if (extent == 1)
            return 0;
        var last = extent - 1;
        return pad <= last
            ? last - Absolute(last - Absolute(index))
            : last - Absolute(last - Formula.Modulo(index, 2 * last));
    }

    private static Expression Absolute(Expression index) => Formula.Unary(UnaryFunction.Absolute, index);
}

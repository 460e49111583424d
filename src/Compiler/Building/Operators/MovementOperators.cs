using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Operators that put elements elsewhere, or repeat them.</summary>
internal static class MovementOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Transpose", Transpose),
        ("Expand", Expand),
        ("Tile", Tile),
        ("DepthToSpace", DepthToSpace),
        ("SpaceToDepth", SpaceToDepth),
        ("ReverseSequence", ReverseSequence),
    ];

    private static Value? Transpose(LayerContext layer)
    {
        var shape = layer.Operand.Shape;
        var order = Enumerable.Range(0, shape.Rank).Reverse().ToArray();
        if (layer.Reader.Has("perm"))
        {
            if (layer.Axes(shape.Rank, "perm") is not { } written)
                return null;
            if (written.Length != shape.Rank)
                return layer.Misfit($"has {written.Length} axes in perm, but the tensor has {shape.Rank}", "perm");
            order = written;
        }
        var result = TensorShape.Of([.. order.Select(axis => shape[axis])]);
        // Axes of one element may go anywhere without anything being moved.
        var moved = order.Where(axis => shape[axis] != 1).ToArray();
        if (moved.SequenceEqual(moved.OrderBy(axis => axis)))
            return layer.AppendReshape(layer.Operand, result);
        var indices = Enumerable.Range(0, shape.Rank).Select(axis => Formula.Index(Array.IndexOf(order, axis)));
        return Append(layer, result, indices);
    }

    private static Value? Expand(LayerContext layer)
    {
        var operand = layer.Operand;
        if (layer.ShapeOf(layer.Reader.Longs("shape"), "shape") is not { } asked)
            return null;
        if (Broadcasting.Join(operand.Shape, asked) is not { } joined)
            return layer.Misfit($"cannot broadcast '{operand.Name}' of shape {operand.Shape} to {asked}", "shape");
        if (joined.ElementCount == operand.Shape.ElementCount)
            return layer.AppendReshape(operand, joined);
        return layer.AppendNest(
            "Expand", operand.Type with { Shape = joined }, Broadcasting.Load(0, operand, joined), operand);
    }

    private static Value? Tile(LayerContext layer)
    {
        var (shape, repeats) = (layer.Operand.Shape, layer.Reader.Longs("repeats"));
        if (repeats.Length != shape.Rank || repeats.Any(count => count is < 0 or > int.MaxValue))
            return layer.Misfit($"needs a number of repetitions for each of the tensor's {shape.Rank} axes", "repeats");
        if (layer.ShapeOf([.. repeats.Select((count, axis) => count * shape[axis])], "repeats") is not { } result)
            return null;
        if (result == shape)
            return layer.Operand;
        var indices = repeats.Select((count, axis) => count == 1 ? Formula.Index(axis)
            : shape[axis] <= 1 ? 0 : Formula.Modulo(Formula.Index(axis), shape[axis]));
        return Append(layer, result, indices);
    }

    // Rows and columns within a block become axes of their own, so that no index has to be divided.
    private static Value? DepthToSpace(LayerContext layer)
    {
        if (BlockSize(layer) is not { } block)
            return null;
        var shape = layer.Operand.Shape;
        if (shape[1] % (block * block) != 0)
            return layer.Misfit($"divides the {shape[1]} channels of '{layer.Operand.Name}' into blocks of {block}×{block}", "blocksize");
        var channels = shape[1] / (block * block);
        var (n, c, h, row, w, column) =
            (Formula.Index(0), Formula.Index(1), Formula.Index(2), Formula.Index(3), Formula.Index(4), Formula.Index(5));
        var isDepthFirst = layer.Reader.Choice("mode", ["Dcr", "Crd"]) == 0;
        var channel = isDepthFirst ? (((row * block) + column) * channels) + c : (((c * block) + row) * block) + column;
        var blocks = AppendBlocks(
            layer, TensorShape.Of(shape[0], channels, shape[2], block, shape[3], block), [n, channel, h, w]);
        return blocks is null
            ? null : layer.AppendReshape(blocks, TensorShape.Of(shape[0], channels, shape[2] * block, shape[3] * block));
    }

    private static Value? SpaceToDepth(LayerContext layer)
    {
        if (BlockSize(layer) is not { } block)
            return null;
        var shape = layer.Operand.Shape;
        if (shape[2] % block != 0 || shape[3] % block != 0)
            return layer.Misfit($"divides images of {shape[2]}×{shape[3]} into blocks of {block}×{block}", "blocksize");
        var (height, width) = (shape[2] / block, shape[3] / block);
        var (n, row, column, c, h, w) =
            (Formula.Index(0), Formula.Index(1), Formula.Index(2), Formula.Index(3), Formula.Index(4), Formula.Index(5));
        var blocks = AppendBlocks(
            layer, TensorShape.Of(shape[0], block, block, shape[1], height, width), [n, c, (h * block) + row, (w * block) + column]);
        return blocks is null
            ? null : layer.AppendReshape(blocks, TensorShape.Of(shape[0], shape[1] * block * block, height, width));
    }

    /// <summary>The attribute blocksize of an operator on images; null if it or the operand does not fit.</summary>
    private static int? BlockSize(LayerContext layer)
    {
        var (shape, block) = (layer.Operand.Shape, layer.Whole("blocksize", 0));
        if (shape.Rank != 4)
            layer.Misfit($"takes images [N, C, H, W], but '{layer.Operand.Name}' has the shape {shape}");
        else if (block is < 1 or > short.MaxValue)
            layer.Misfit($"needs blocks of at least 1, not {block}", "blocksize");
        else
            return (int)block;
        return null;
    }

    private static Value? AppendBlocks(LayerContext layer, TensorShape shape, Expression[] indices) => layer.AppendNestPart(
        "blocks", layer.OperatorName(), layer.Operand.Type with { Shape = shape },
        Formula.Load(0, layer.Operand.Type.Element, indices), layer.Operand);

    private static Value? ReverseSequence(LayerContext layer)
    {
        var (operand, lengths) = (layer.Operand, layer.Operands[1]);
        var rank = operand.Shape.Rank;
        if (layer.Axis(rank, 0, "time_axis") is not { } time || layer.Axis(rank, 1, "batch_axis") is not { } batch
            || !layer.Requires(ElementSet.Indices, lengths))
            return null;
        if (time == batch || lengths.Shape != TensorShape.Of(operand.Shape[batch]))
            return layer.Misfit($"needs a length for each of the {operand.Shape[batch]} sequences, but '{lengths.Name}' is {lengths.Type}");
        var indices = Formula.Indices(rank);
        var length = Formula.Convert(Formula.Load(1, lengths.Type.Element, [indices[batch]]), ElementType.Int32);
        indices[time] = Formula.Select(
            Formula.Less(indices[time], length), Formula.Wrap(length - 1 - indices[time], operand.Shape[time]), indices[time]);
        return layer.AppendNest(
            "ReverseSequence", operand.Type, Formula.Load(0, operand.Type.Element, indices), operand, lengths);
    }

    private static Value? Append(LayerContext layer, TensorShape result, IEnumerable<Expression> indices) => layer.AppendNest(
        layer.OperatorName(), layer.Operand.Type with { Shape = result },
        Formula.Load(0, layer.Operand.Type.Element, indices), layer.Operand);
}

using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Which axes of its operand an operator reduces, and what remains of them.</summary>
internal sealed class ReducedAxes
{
    private readonly LayerContext _layer;
    private readonly int[] _axes;
    private readonly bool _keepsAxes;

    private ReducedAxes(LayerContext layer, int[] axes, bool keepsAxes)
    {
        (_layer, _axes, _keepsAxes) = (layer, axes, keepsAxes);
        var operand = layer.Operand.Type;
        Type = operand with
        {
            Shape = TensorShape.Of(
                [.. operand.Shape.Dimensions.Select((dimension, axis) => IsReduced(axis) ? 1 : dimension)
                    .Where((_, axis) => keepsAxes || !IsReduced(axis))]),
        };
    }

    /// <summary>The type of the result, if the reduction does not change the element type.</summary>
    public TensorType Type { get; }

    /// <summary>Number of elements that are combined into one.</summary>
    public long Count => _axes.Aggregate(1L, (count, axis) => count * _layer.Operand.Shape[axis]);

    /// <summary>Whether rows and columns of images are reduced, and nothing else.</summary>
    public bool AreSpatial => _layer.Operand.Shape.Rank == 4 && _axes is [2, 3];

    /// <summary>The axes that the attributes ask for; null if there are no such axes, which is reported.</summary>
    public static ReducedAxes? Read(LayerContext layer)
    {
        var rank = layer.Operand.Shape.Rank;
        if (layer.Axes(rank) is not { } axes)
            return null;
        if (axes.Length == 0 && !layer.Reader.Flag("noop_with_empty_axes", false))
            axes = [.. Enumerable.Range(0, rank)];
        return new ReducedAxes(layer, [.. axes.OrderBy(axis => axis)], layer.Reader.Flag("keepdims", true));
    }

    /// <summary>The one axis that the attribute <c>axis</c> names; null if there is no such axis, which is reported.</summary>
    public static ReducedAxes? ReadOne(LayerContext layer) => layer.Axis(layer.Operand.Shape.Rank, 0) is { } axis
        ? new ReducedAxes(layer, [axis], layer.Reader.Flag("keepdims", true))
        : null;

    /// <summary>The terms of all elements that belong to an element of the result, combined.</summary>
    /// <param name="term">What becomes of an element of the operand before.</param>
    public Expression Reduce(Combiner combiner, Func<Expression, Expression> term)
    {
        var shape = _layer.Operand.Shape;
        var (kept, reduced) = (0, 0);
        var indices = new Expression[shape.Rank];
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            indices[axis] = IsReduced(axis) ? Formula.Term(reduced++) : Formula.Index(kept);
            kept += _keepsAxes || !IsReduced(axis) ? 1 : 0;
        }
        var value = term(Formula.Load(0, _layer.Operand.Type.Element, indices));
        return _axes.Length == 0 ? value : Formula.Reduce(combiner, _axes.Select(axis => shape[axis]), value);
    }

    /// <summary>Appends the reduction as a loop nest.</summary>
    /// <param name="finish">What becomes of the combined terms.</param>
    public Value? Append(Combiner combiner, Func<Expression, Expression> term, Func<Expression, Expression> finish)
    {
        var body = finish(Reduce(combiner, term));
        return _layer.AppendNest(_layer.OperatorName(), Type with { Element = body.Type }, body, _layer.Operand);
    }

    /// <summary>Appends a pool over whole images.</summary>
    public Value? AppendPool(IR.Op pool)
    {
        if (_keepsAxes)
            return _layer.Append(pool, _layer.Operand);
        var pooled = _layer.AppendPart(_layer.PartName("pool"), pool, [_layer.Operand]);
        return pooled is null ? null : _layer.AppendReshape(pooled, Type.Shape);
    }

    private bool IsReduced(int axis) => Array.IndexOf(_axes, axis) >= 0;
}

using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Pooling over windows and over all spatial axes, of any number of them.</summary>
internal static class PoolingOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("MaxPool", MaxPool),
        ("AveragePool", AveragePool),
        ("LpPool", LpPool),
        ("GlobalAveragePool", layer => Global(layer, new GlobalAveragePool(), Combiner.Sum)),
        ("GlobalMaxPool", layer => Global(layer, new GlobalMaxPool(), Combiner.Maximum)),
        ("GlobalLpPool", GlobalLpPool),
    ];

    private static Value? MaxPool(LayerContext layer)
    {
        var x = layer.Operand;
        var asksIndices = layer.Reader.Choice("output", ["Values", "Indices"]) == 1;
        if (!layer.Requires(ElementSet.Numbers, x) || Pool.Read(layer) is not { } pool)
            return null;
        if (asksIndices)
            return MaxPoolIndices(layer, pool);
        if (pool.HasKernel(x))
            return pool.AppendKernel(layer, window => new MaxPool(
                window.Kernel, window.Strides, window.Pads, window.Dilations, pool.CeilMode));
        return layer.AppendNest(
            "MaxPool", x.Type with { Shape = pool.Result },
            pool.Reduce(Combiner.Maximum, x, Least(x.Type.Element), value => value), x);
    }

    /// <summary>First which element of the window is the greatest, then where in the tensor that is.</summary>
    private static Value? MaxPoolIndices(LayerContext layer, Pool pool)
    {
        var (x, window) = (layer.Operand, pool.Window);
        var count = window.Kernel.Aggregate(1L, (product, size) => product * size);
        if (count > int.MaxValue)
            return layer.Misfit($"has a window of {count} elements");
        var positions = window.Positions(TapsOf(Formula.Term(0), window.Kernel));
        var value = Formula.Select(
            window.IsInside(positions, x.Shape, pool.Windows), x.At(0, [Formula.Index(0), Formula.Index(1), .. positions]),
            Least(x.Type.Element));
        var type = new TensorType(ElementType.Int64, pool.Result);
        var tap = layer.AppendNestPart(
            "tap", "MaxPool", type, Formula.Reduce(Combiner.FirstMaximum, [(int)count], value), x);
        if (tap is null)
            return null;
        var chosen = Formula.Convert(tap.At(0, Formula.Indices(pool.Result.Rank)), ElementType.Int32);
        return layer.AppendNest("MaxPool", type, FlatIndex(layer, window.Positions(TapsOf(chosen, window.Kernel))), tap);
    }

    /// <summary>The place of an element in the window from its number in row-major order.</summary>
    private static Expression[] TapsOf(Expression number, EquatableArray<int> kernel)
    {
        var taps = new Expression[kernel.Count];
        var step = 1;
        for (var axis = kernel.Count - 1; axis >= 0; axis--)
        {
            taps[axis] = axis == 0 ? number / step : number / step % kernel[axis];
            step *= kernel[axis];
        }

        return taps;
    }

    private static Expression FlatIndex(LayerContext layer, Expression[] positions)
    {
        var shape = layer.Operand.Shape;
        Expression plane = (Formula.Index(0) * shape[1]) + Formula.Index(1);
        int[] axes = [.. Enumerable.Range(0, positions.Length)];
        if (layer.Reader.Flag("storage_order", false))
            Array.Reverse(axes);
        var size = shape.Dimensions.Skip(2).Aggregate(1, (product, dimension) => product * dimension);
        var offset = axes.Aggregate((Expression)0, (sum, axis) => (sum * shape[axis + 2]) + positions[axis]);
        return Formula.Convert((plane * size) + offset, ElementType.Int64);
    }

    private static Value? AveragePool(LayerContext layer)
    {
        var (x, countsPadding) = (layer.Operand, layer.Reader.Flag("count_include_pad", false));
        if (!layer.RequireFloats() || Pool.Read(layer) is not { } pool)
            return null;
        if (pool.HasKernel(x, countsPadding) && pool.Window.Dilations.All(dilation => dilation == 1))
            return pool.AppendKernel(layer, window => new AveragePool(
                window.Kernel, window.Strides, window.Pads, pool.CeilMode, countsPadding));
        var count = Formula.Convert(pool.Window.CountInside(x.Shape, countsPadding), ElementType.Float32);
        return layer.AppendNest(
            "AveragePool", x.Type with { Shape = pool.Result },
            pool.Reduce(Combiner.Sum, x, Formula.Number(0), value => value) / count, x);
    }

    private static Value? LpPool(LayerContext layer)
    {
        var (x, p) = (layer.Operand, layer.Reader.Integer("p", 2));
        if (!layer.RequireFloats() || Pool.Read(layer) is not { } pool)
            return null;
        var sum = pool.Reduce(Combiner.Sum, x, Formula.Number(0), value => Norm.Term(value, p));
        return layer.AppendNest("LpPool", x.Type with { Shape = pool.Result }, Norm.Root(sum, p), x);
    }

    private static Value? Global(LayerContext layer, Op kernel, Combiner combiner)
    {
        var x = layer.Operand;
        if (!RequirePlanes(layer))
            return null;
        if (x.Shape.Rank == 4 && x.IsImage())
            return layer.Append(kernel, x);
        if (x.Shape.Rank == 3 && x.IsImage())
            return RowImages.Append(layer, layer.Name, layer.Name, kernel, x, image => [image]);
        var reduced = OverPlane(x, combiner, value => value);
        var count = x.Shape.Dimensions.Skip(2).Aggregate(1L, (product, size) => product * size);
        return AppendPlanes(layer, combiner == Combiner.Sum ? reduced / Formula.Number(count) : reduced);
    }

    private static Value? GlobalLpPool(LayerContext layer)
    {
        var p = layer.Reader.Integer("p", 2);
        return RequirePlanes(layer)
            ? AppendPlanes(layer, Norm.Root(OverPlane(layer.Operand, Combiner.Sum, value => Norm.Term(value, p)), p))
            : null;
    }

    private static bool RequirePlanes(LayerContext layer)
    {
        if (layer.RequireFloats() && layer.Operand.Shape.Rank >= 3)
            return true;
        if (!layer.Reader.HasErrors)
            layer.Misfit($"needs spatial axes, but '{layer.Operand.Name}' has the shape {layer.Operand.Shape}");
        return false;
    }

    private static Expression OverPlane(Value x, Combiner combiner, Func<Expression, Expression> term)
    {
        int[] plane = [.. x.Shape.Dimensions.Skip(2)];
        var element = x.At(0, [Formula.Index(0), Formula.Index(1), .. plane.Select((_, axis) => Formula.Term(axis))]);
        return Formula.Reduce(combiner, plane, term(element));
    }

    private static Value? AppendPlanes(LayerContext layer, Expression body)
    {
        var shape = layer.Operand.Shape;
        int[] result = [shape[0], shape[1], .. Enumerable.Repeat(1, shape.Rank - 2)];
        return layer.AppendNest(layer.OperatorName(), TensorType.Float(result), body, layer.Operand);
    }

    private static Expression Least(ElementType type) =>
        type == ElementType.Float32
            ? Formula.Number(float.NegativeInfinity) : Formula.Integer(ScalarMath.Range(type).Low, type);
}

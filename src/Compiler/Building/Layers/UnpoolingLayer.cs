using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>
/// MaxUnpool2D: puts elements to where a MaxPool2D found its maxima, zeros elsewhere. As the windows do not overlap, each element of the
/// result belongs to one window at most: it is that window's element if the maximum was there.
/// </summary>
internal static class UnpoolingLayer
{
    public static Value? Build(LayerContext layer)
    {
        var (x, pooled) = (layer.Operands[0], layer.Operands[1]);
        if (!layer.RequireImage())
            return null;
        if (pooled.Producer is not { Op: MaxPool { Kernel.Count: 2 } pool } producer || pooled.Shape.Rank != 4)
            return Report(layer, DiagnosticCatalog.UnpoolWithoutPool, pooled.Name);
        if (x.Shape != pooled.Shape)
            return Report(layer, DiagnosticCatalog.UnpoolShapesDiffer, x.Name, x.Shape, pooled.Name, pooled.Shape);
        if (pool.Strides.Where((stride, axis) => stride < ((pool.Kernel[axis] - 1) * pool.Dilations[axis]) + 1).Any())
            return Report(layer, DiagnosticCatalog.UnpoolOverlaps, pooled.Name, pool.Kernel, pool.Strides, pool.Dilations);
        var source = producer.Inputs[0]!;
        var places = layer.AppendOperator(
            "places", "MaxPool", [source], OperatorProperties.Of("kernel_shape", pool.Kernel), OperatorProperties.Of("strides", pool.Strides),
            OperatorProperties.Of("pads", pool.Pads), OperatorProperties.Of("dilations", pool.Dilations),
            OperatorProperties.Of("ceil_mode", pool.CeilMode), OperatorProperties.Of("output", "Indices"));
        return places is null ? null : Scatter(layer, pool, source.Shape, x, places);
    }

    private static Value? Scatter(LayerContext layer, MaxPool pool, TensorShape result, Value x, Value places)
    {
        Expression[] index = Formula.Indices(4);
        Expression[] window = [index[0], index[1], .. Enumerable.Range(0, 2).Select(axis => (index[axis + 2] + pool.Pads[axis]) / pool.Strides[axis])];
        var hasWindow = Formula.True;
        for (var axis = 0; axis < 2; axis++)
            if ((result[axis + 2] - 1L + pool.Pads[axis]) / pool.Strides[axis] >= x.Shape[axis + 2])
                hasWindow = Formula.And(hasWindow, Formula.Less(window[axis + 2], x.Shape[axis + 2]));
        var place = Formula.Convert(
            (((((index[0] * result[1]) + index[1]) * result[2]) + index[2]) * result[3]) + index[3], ElementType.Int64);
        var zero = Formula.Number(0);
        var body = Formula.Select(
            hasWindow, Formula.Select(Formula.Equal(places.At(1, window), place), x.At(0, window), zero), zero);
        return layer.AppendNest("MaxUnpool", x.Type with { Shape = result }, body, x, places);
    }

    private static Value? Report(LayerContext layer, DiagnosticDescription description, params object[] arguments)
    {
        layer.Reader.Report(description, null, arguments);
        return null;
    }
}

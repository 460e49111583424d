using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Slice, Permute, Squeeze and Unsqueeze. The batch, axis 0, stays as it is.</summary>
internal static class AxisLayers
{
    public static Value? Slice(LayerContext layer)
    {
        var reader = layer.Reader;
        var step = reader.Integer("step", 1);
        if (Axis.Read(layer) is not { } axis)
            return null;
        var size = layer.Operand.Shape[axis];
        var (start, end) = (reader.Integer("start", 0), reader.Integer("end", size));
        var (first, past) = (start < 0 ? start + size : start, end < 0 ? end + size : end);
        if (first < 0 || first >= past || past > size)
            reader.Report(
                DiagnosticCatalog.SliceOutOfRange, reader.Has("start") ? "start" : "end", start, end, axis, layer.Operand.Name, size);
        return reader.HasErrors
            ? null
            : layer.AppendOperator(
                null, "Slice", [layer.Operand], OperatorProperties.Of("starts", first), OperatorProperties.Of("ends", past),
                OperatorProperties.Of("axes", axis), OperatorProperties.Of("steps", step));
    }

    public static Value? Permute(LayerContext layer)
    {
        var (axes, rank) = (layer.Reader.Integers("axes"), layer.Operand.Shape.Rank);
        if (!axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(1, rank - 1)))
            layer.Reader.Report(
                DiagnosticCatalog.AxesAreNoPermutation, "axes", rank - 1, layer.Operand.Name, layer.Operand.Shape, axes.ToEquatableArray());
        return layer.Reader.HasErrors
            ? null : layer.AppendOperator(null, "Transpose", [layer.Operand], OperatorProperties.Of("perm", [0, .. axes]));
    }

    public static Value? Squeeze(LayerContext layer)
    {
        if (Axis.Read(layer) is not { } axis)
            return null;
        var shape = layer.Operand.Shape;
        if (shape[axis] == 1)
            return layer.Append(new Reshape(TensorShape.Of([.. shape.Dimensions.Where((_, i) => i != axis)])), layer.Operand);
        layer.Reader.Report(DiagnosticCatalog.SqueezedAxisHasElements, "axis", axis, layer.Operand.Name, shape[axis]);
        return null;
    }

    public static Value? Unsqueeze(LayerContext layer)
    {
        var shape = layer.Operand.Shape;
        if (shape.Rank == TensorShape.MaximumRank)
        {
            layer.Reader.Report(DiagnosticCatalog.TooManyAxes, "axis", layer.Operand.Name, shape, TensorShape.MaximumRank);
            return null;
        }

        return Axis.Read(layer, shape.Rank + 1, fallback: 1) is { } axis
            ? layer.Append(
                new Reshape(TensorShape.Of([.. shape.Dimensions.Take(axis), 1, .. shape.Dimensions.Skip(axis)])), layer.Operand)
            : null;
    }
}

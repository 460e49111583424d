using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Flatten, Reshape, padding and cropping.</summary>
internal static class MovementLayers
{
    public static Value? Flatten(LayerContext layer)
    {
        var shape = layer.Operand.Shape;
        return layer.Append(new Reshape(TensorShape.Of(shape[0], (int)(shape.ElementCount / shape[0]))), layer.Operand);
    }

    public static Value? Reshape(LayerContext layer)
    {
        var reader = layer.Reader;
        var written = reader.Integers("shape");
        CheckDimensions(reader, written);
        if (reader.HasErrors || ResolveShape(layer, written) is not { } shape)
            return null;
        return layer.Append(new Reshape(TensorShape.Of([layer.Operand.Shape[0], .. shape])), layer.Operand);
    }

    public static Value? ZeroPad2D(LayerContext layer)
    {
        var pads = Padding.ReadPads(layer.Reader, 2, isRequired: true);
        if (!layer.RequireImage() || layer.Reader.HasErrors)
            return null;
        return layer.Append(new Pad([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]]), layer.Operand);
    }

    /// <summary>Padding of any mode around the spatial axes.</summary>
    public static Value? Pad(LayerContext layer)
    {
        var reader = layer.Reader;
        if (!layer.RequireSpatial(1, 2, 3))
            return null;
        var pads = Padding.ReadPads(reader, layer.Operand.Shape.Rank - 2, isRequired: true);
        var (mode, value) = (reader.Choice<PaddingMode>("mode"), (float)reader.Number("value", 0));
        if (mode != PaddingMode.Constant && reader.Has("value"))
            reader.Report(DiagnosticCatalog.PadValueOfMode, "value", mode);
        return reader.HasErrors || !LayerWindow.CanPad(layer, mode, pads, "pads")
            ? null : LayerWindow.Pad(layer, null, mode, pads, value);
    }

    /// <summary>Takes elements off the spatial axes.</summary>
    public static Value? Crop(LayerContext layer)
    {
        if (!layer.RequireSpatial(1, 2, 3))
            return null;
        var (shape, rank) = (layer.Operand.Shape, layer.Operand.Shape.Rank - 2);
        var crops = Padding.ReadPads(layer.Reader, rank, "crops", isRequired: true);
        if (Enumerable.Range(0, rank).Any(axis => shape[axis + 2] - crops[axis] - crops[axis + rank] < 1))
            layer.Reader.Report(DiagnosticCatalog.CropTooLarge, "crops", crops.ToString(), layer.Operand.Name, shape);
        return layer.Reader.HasErrors
            ? null : LayerWindow.Pad(layer, null, PaddingMode.Constant, crops.Select(crop => -crop).ToEquatableArray());
    }

    private static void CheckDimensions(LayerReader reader, int[] shape)
    {
        if (reader.HasErrors)
            return;
        if (shape.Contains(0))
            reader.ReportRange("shape", "positive numbers, or -1 once", 0);
        else if (shape.Count(dimension => dimension == -1) > 1)
            reader.Report(DiagnosticCatalog.ReshapeSeveralUnknown, "shape", shape.ToEquatableArray());
    }

    /// <summary>The dimensions behind the batch with −1 replaced; null if the elements do not fill them.</summary>
    private static int[]? ResolveShape(LayerContext layer, int[] written)
    {
        var operand = layer.Operand;
        var available = operand.Shape.ElementCount / operand.Shape[0];
        var known = written.Where(dimension => dimension != -1).Aggregate(1.0, (product, dimension) => product * dimension);
        if (!written.Contains(-1))
        {
            if (known == available)
                return written;
            layer.Reader.Report(
                DiagnosticCatalog.ReshapeCountDiffers, "shape",
                written.ToEquatableArray(), known, operand.Name, operand.Shape, available);
            return null;
        }
        if (available % known == 0)
            return [.. written.Select(dimension => dimension == -1 ? (int)(available / known) : dimension)];
        layer.Reader.Report(
            DiagnosticCatalog.ReshapeCannotInfer, "shape", written.ToEquatableArray(), available, operand.Name, known);
        return null;
    }
}

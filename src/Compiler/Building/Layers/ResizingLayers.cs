using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Upsample and PixelShuffle.</summary>
internal static class ResizingLayers
{
    /// <summary>As PyTorch's: the nearest element is the one at ⌊i/scale⌋, the others are interpolated between the centres of pixels.</summary>
    public static Value? Upsample(LayerContext layer)
    {
        var reader = layer.Reader;
        if (!layer.RequireSpatial(1, 2, 3))
            return null;
        var rank = layer.Operand.Shape.Rank - 2;
        var written = reader.Integers("scale", null, SizeLimits.MaximumAttribute);
        if (written.Length != 1 && written.Length != rank)
            reader.Report(DiagnosticCatalog.WrongCountForAxes, "scale", "scale", $"1 or {rank} numbers", rank, written.Length);
        var (mode, alignsCorners) = (reader.Choice<ResizeMode>("mode"), reader.Flag("alignCorners", false));
        if (mode == ResizeMode.Nearest && alignsCorners)
            reader.Report(DiagnosticCatalog.AlignCornersOfNearest, "alignCorners");
        if (reader.HasErrors)
            return null;
        var scales = reader.PerAxis("scale", rank);
        long[] sizes = [.. layer.Operand.Shape.Dimensions.Select((size, axis) => axis < 2 ? size : (long)size * scales[axis - 2])];
        if (layer.ShapeOf(sizes, "scale") is not { } shape)
            return null;
        var transformation = mode == ResizeMode.Nearest ? CoordinateTransformation.Asymmetric
            : alignsCorners ? CoordinateTransformation.AlignCorners : CoordinateTransformation.HalfPixel;
        return layer.AppendOperator(
            null, "Resize", [layer.Operand], OperatorProperties.Of("sizes", shape.Dimensions),
            OperatorProperties.Of("scales", [1, 1, .. scales.Select(scale => (float)scale)]), OperatorProperties.Of("mode", mode),
            OperatorProperties.Of("coordinate_transformation_mode", transformation),
            OperatorProperties.Of("nearest_mode", NearestMode.Floor));
    }

    public static Value? PixelShuffle(LayerContext layer)
    {
        var factor = layer.Reader.Integer("factor", maximum: 1 << 10);
        if (!layer.RequireImage())
            return null;
        var channels = layer.Operand.Shape[1];
        if (channels % (factor * factor) != 0)
            layer.Reader.Report(
                DiagnosticCatalog.ChannelsNotDivisible, "factor", factor * factor, layer.Operand.Name, channels);
        return layer.Reader.HasErrors
            ? null
            : layer.AppendOperator(
                null, "DepthToSpace", [layer.Operand], OperatorProperties.Of("blocksize", factor), OperatorProperties.Of("mode", "Crd"));
    }
}

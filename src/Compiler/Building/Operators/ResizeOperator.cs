using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// Resize: each element of the result is a weighted sum of neighbours. Which they are and with which weights are tables, one for
/// each axis that is resized.
/// </summary>
internal static class ResizeOperator
{
    // Tables become source code; images are a thousand times smaller.
    private const int MaximumTable = 1 << 22;

    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders => [("Resize", Resize)];

    private static Value? Resize(LayerContext layer)
    {
        var (x, reader) = (layer.Operand, layer.Reader);
        var (sizes, scales, roi) = (reader.Integers("sizes"), reader.Floats("scales"), reader.Floats("roi"));
        var (mode, rank) = (reader.Choice<ResizeMode>("mode"), x.Shape.Rank);
        if (mode != ResizeMode.Nearest && !layer.Requires(ElementSet.Floats, x))
            return null;
        if (sizes.Length != rank || scales.Length != rank || scales.Any(scale => !(scale > 0)))
            return layer.Misfit($"needs {rank} sizes and positive scales, one for each axis of {x.Shape}", "sizes");
        var transformation = reader.Choice<CoordinateTransformation>("coordinate_transformation_mode");
        var crops = transformation == CoordinateTransformation.TfCropAndResize;
        if (crops && roi.Length != 2 * rank)
            return layer.Misfit($"needs {2 * rank} numbers as roi, but has {roi.Length}", "roi");
        if (!SizeLimits.Allow(sizes.Select(size => (long)size)) || (x.Shape.ElementCount == 0 && sizes.All(size => size > 0)))
            return layer.Misfit($"cannot make {x.Shape} as large as {TensorShape.Of(sizes)}", "sizes");

        var nest = new ResizeNest(layer, mode);
        for (var number = 0; number < rank; number++)
        {
            if (!crops && sizes[number] == x.Shape[number] && scales[number] == 1)
                continue;
            var axis = new ResizeAxis(
                x.Shape[number], sizes[number], scales[number], crops ? roi[number] : 0, crops ? roi[number + rank] : 1)
            {
                Transformation = transformation,
                CubicCoefficient = (float)reader.Number("cubic_coeff_a", -0.75),
                ExcludesOutside = reader.Flag("exclude_outside", false),
                IsAntialiased = reader.Flag("antialias", false),
            };
            if (axis.TableSize(mode) > MaximumTable)
                return layer.Misfit($"needs more than {MaximumTable} neighbours along axis {number}", "sizes");
            nest.Resize(number, axis);
        }

        return nest.Append(x.Type with { Shape = TensorShape.Of(sizes) });
    }
}

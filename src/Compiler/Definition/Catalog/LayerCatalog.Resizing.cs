namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators that sample a tensor at other places.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> ResizeOperators() =>
    [
        Operator("Resize", 1, 1, "The tensor with more or fewer elements along its axes, interpolated.",
            Sizes("sizes", "Shape of the result.", 0) with { IsRequired = true },
            Reals("scales", "Size of the result over that of the operand, before rounding, for each axis.") with { IsRequired = true },
            Choice("mode", "How a value between elements is made of them.", "Nearest", "Linear", "Cubic"),
            Choice("coordinate_transformation_mode", "Which place of the operand belongs to an element of the result.",
                "HalfPixel", "HalfPixelSymmetric", "PytorchHalfPixel", "AlignCorners", "Asymmetric", "TfCropAndResize",
                "TfHalfPixelForNn"),
            Choice("nearest_mode", "Which element is the nearest; FloorOrCeil is Ceil where an axis becomes shorter, else Floor.",
                "RoundPreferFloor", "RoundPreferCeil", "Floor", "Ceil", "FloorOrCeil"),
            Real("cubic_coeff_a", "The parameter of cubic interpolation.", "-0.75"),
            Flag("exclude_outside", "Whether neighbours beyond the edge do not count, instead of repeating the edge.", false),
            Flag("antialias", "Whether the filter is stretched where the result has fewer elements.", false),
            Real("extrapolation_value", "What stands outside the cropped operand.", "0"),
            Reals("roi", "For TfCropAndResize: begins of the cropped region for each axis, then ends, as parts of its length.")),
    ];
}

namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators of ONNX that move elements without computing.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> MovementOperators() =>
    [
        Operator("Reshape", 1, 1, "The same elements in row-major order under another shape.",
            Wholes("shape", "The new shape: −1 for a dimension that follows from the others, 0 for that of the operand.") with
            {
                IsRequired = true,
            },
            Flag("allowzero", "Whether 0 in the shape is meant as 0.", false)),
        Operator("Flatten", 1, 1, "A matrix: the axes before one are its rows, the others its columns.",
            Whole("axis", "The first axis of the columns.", "1")),
        Operator("Squeeze", 1, 1, "Without axes of one element.",
            Wholes("axes", "Those that are removed; all without it.")),
        Operator("Unsqueeze", 1, 1, "With new axes of one element.", Axes("The new axes, as positions in the result.")),
        Operator("Transpose", 1, 1, "Axes in another order.",
            Wholes("perm", "Which axis each axis of the result is; their reverse without it.")),
        Operator("Expand", 1, 1, "Broadcast to a shape.",
            Wholes("shape", "The shape with which the operand's is joined.") with { IsRequired = true }),
        Operator("Tile", 1, 1, "Repeated along the axes.",
            Wholes("repeats", "How often, for each axis.") with { IsRequired = true }),
        Operator("DepthToSpace", 1, 1, "Groups of channels become blocks of pixels.", BlockSize(),
            Choice("mode", "Whether a group's channels lie one group of C apart (Dcr) or side by side (Crd).", "Dcr", "Crd")),
        Operator("SpaceToDepth", 1, 1, "Blocks of pixels become groups of channels.", BlockSize()),
        Operator("ReverseSequence", 2, 2, "The beginning of every sequence backwards. Reads the sequences and their lengths.",
            Whole("time_axis", "The axis along which sequences lie.", "0"), Whole("batch_axis", "The axis of the sequences.", "1")),
        Operator("Concat", 1, Any, "All operands one behind the other.", Whole("axis", "Along which axis.") with { IsRequired = true }),
        Operator("Slice", 1, 1, "Elements at regular positions.",
            Wholes("starts", "The first element, for each axis listed.") with { IsRequired = true },
            Wholes("ends", "The element behind the last.") with { IsRequired = true },
            Wholes("axes", "The axes; the first ones without it."), Wholes("steps", "The distances of elements; 1 without it.")),
        Operator("Pad", 1, 2, "Elements put around a tensor. Reads the tensor and the number that is put there, 0 without it.",
            Wholes("pads", "How many are put at the beginning of every axis, then at the end; negative to cut off.") with
            {
                IsRequired = true,
            },
            Wholes("axes", "The axes; all without it."),
            Choice("mode", "What is put there: a number, the tensor mirrored at its first and last element, its first and last element, "
                + "or the tensor again.", "Constant", "Reflect", "Edge", "Wrap")),
        Operator("Trilu", 1, 2, "A triangle of each matrix, else 0. Reads the matrices and the number of the diagonal, 0 without it.",
            Flag("upper", "Whether what is right of the diagonal is kept.", true)),
        Operator("Gather", 2, 2, "Slices at indices. Reads the tensor and the indices.", Whole("axis", "Along which axis.", "0")),
        Operator("GatherElements", 2, 2, "Elements at indices along an axis. Reads the tensor and the indices.",
            Whole("axis", "Along which axis.", "0")),
        Operator("GatherND", 2, 2, "Slices at tuples of indices. Reads the tensor and the tuples.",
            Whole("batch_dims", "Number of axes that both have in common.", "0")),
        Operator("OneHot", 2, 2, "One value at the indices, another elsewhere. Reads indices, and a vector of the values for off and on.",
            Whole("depth", "Elements of the new axis.") with { IsRequired = true }, Whole("axis", "The new axis.", "-1")),
        Operator("EyeLike", 1, 1, "1 on a diagonal, else 0, in the shape of the operand.",
            Whole("k", "Which diagonal, 1 being right of the main one.", "0"), ElementOf()),
    ];

    private static PropertySchema Axes(string summary) => Wholes("axes", summary) with { IsRequired = true };

    private static PropertySchema BlockSize() => Whole("blocksize", "Height and width of the blocks.") with { IsRequired = true };
}

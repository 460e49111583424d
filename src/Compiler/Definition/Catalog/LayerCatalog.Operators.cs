using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Definition;

/// <summary>
/// Operators of ONNX, as the importer writes them: attributes, and those inputs that determine shapes, are properties under ONNX's
/// names; all other inputs are layers that they read.
/// </summary>
internal static partial class LayerCatalog
{
    /// <summary>For operators that read any number of operands.</summary>
    private const int Any = int.MaxValue;

    private static IEnumerable<LayerSchema> Operators() =>
    [
        .. DataOperators(),
        .. WindowOperators(),
        .. UnaryOperators(),
        .. ActivationOperators(),
        .. BinaryOperators(),
        .. MovementOperators(),
        .. ReductionOperators(),
        .. NormalizationOperators(),
        .. ProductOperators(),
        .. ResizeOperators(),
        .. QuantizationOperators(),
        .. AttentionOperators(),
        .. RecurrentOperators(),
    ];

    private static IEnumerable<LayerSchema> DataOperators() =>
    [
        Operator("Input", 0, 0, "An input of the model, of any shape and type.", TensorShape(), ElementOf()),
        Operator("Constant", 0, 0,
            "A tensor that does not change: the numbers given here, or else the tensor of the weight file that has this layer's name.",
            TensorShape(), ElementOf(), Reals("values", "The elements of a tensor of floats, in row-major order."),
            Wholes("bits", "The elements of a tensor of floats as the bits of IEEE 754, for numbers that JSON does not have."),
            Wholes("integers", "The elements of a tensor of another type; 0 and 1 for false and true."),
            Flag("short", "Whether all elements of the weight file's tensor are numbers of bfloat16, such as the whole ones from −256 to 256. Dense "
                + "layers read them in two bytes.", false)),
        Operator("ConstantOfShape", 1, 1, "A tensor of one number, which is the operand.", TensorShape()),
        Operator("Identity", 1, 1, "y = x."),
        Operator("Cast", 1, 1,
            "The same elements in another type: floats are truncated towards zero, integers keep their low bits, anything but 0 is true.",
            ElementOf("to") with { IsRequired = true, Default = null }),
    ];

    /// <summary>An operator; its default names are its name in lower case and a number.</summary>
    private static LayerSchema Operator(
        string name, int minimumInputs, int maximumInputs, string summary, params PropertySchema[] properties) =>
        new(LayerSchema.OperatorPrefix + name, name.ToLowerInvariant(), minimumInputs, maximumInputs, summary,
            properties.ToEquatableArray());

    private static PropertySchema TensorShape() =>
        new("shape", PropertyType.Integers, "All dimensions, outermost first; empty for a scalar.")
        {
            IsRequired = true, Minimum = 0, Maximum = int.MaxValue, MayBeEmpty = true,
        };

    private static PropertySchema ElementOf(string name = "element") =>
        Choice(name, "Type of the elements.", "Float32", "Int64", "Int32", "Bool", "Int8", "UInt8");

    /// <summary>A list of integers of any range.</summary>
    private static PropertySchema Wholes(string name, string summary) => new(name, PropertyType.Integers, summary) { MayBeEmpty = true };

    /// <summary>A list of floats.</summary>
    private static PropertySchema Reals(string name, string summary) =>
        // Constants may be infinite, masks often are; JSON writes them as numbers beyond the range of float.
        new(name, PropertyType.Numbers, summary) { MayBeEmpty = true };

    /// <summary>An integer attribute.</summary>
    private static PropertySchema Whole(string name, string summary, string? defaultValue = null) =>
        new(name, PropertyType.Integer, summary) { Default = defaultValue };

    /// <summary>A float attribute.</summary>
    private static PropertySchema Real(string name, string summary, string? defaultValue = null) =>
        new(name, PropertyType.Number, summary) { Default = defaultValue };
}

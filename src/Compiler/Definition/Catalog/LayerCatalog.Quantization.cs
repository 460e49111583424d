namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators between floats and small integers.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> QuantizationOperators() =>
    [
        Operator("QuantizeLinear", 2, 3, "round(x / scale) + zero point, saturated: x, scale, zero point.",
            QuantizedAxis(), BlockLength(), Choice("output_dtype", "Type of the result if there is no zero point.", "UInt8", "Int8")),
        Operator("DequantizeLinear", 2, 3, "(x − zero point)·scale: x, scale, zero point.", QuantizedAxis(), BlockLength()),
        Operator("DynamicQuantizeLinear", 1, 1, "QuantizeLinear to UInt8 with scale and zero point from the range of x.",
            Choice("output", "The quantised tensor, or what it was quantised with.", "Y", "Scale", "ZeroPoint")),
        Operator("MatMulInteger", 2, 4, "Product of matrices of small integers: A, B, and their zero points."),
        Operator("ConvInteger", 2, 4, "Convolution of small integers: x, filters, and their zero points.", [.. WindowOf(), Group()]),
    ];

    private static PropertySchema QuantizedAxis() => Whole("axis", "The axis along which scales differ.", "1");

    private static PropertySchema BlockLength() => Whole(
        "block_size", "How many elements along the axis share a scale; 0 for one scale each, or one for all.", "0") with
    {
        Minimum = 0, Maximum = int.MaxValue,
    };
}

using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Between floats and small integers, and products of small integers.</summary>
internal static class QuantizationMappings
{
    private const string Bytes = "int8 and uint8 only.";

    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("QuantizeLinear", "To int8 and uint8 only.", QuantizeLinear),
        new("DequantizeLinear", "No 4-bit integers and no 8-bit floats.", DequantizeLinear),
        new("DynamicQuantizeLinear", "", DynamicQuantizeLinear),
        new("MatMulInteger", Bytes, node => node.Return(node.Add(
            "MatMulInteger", [node.Input(0), node.Input(1), node.Optional(2), node.Optional(3)]))),
        new("ConvInteger", Bytes, node => node.Return(ConvInteger(node, 0, 1, 2, 3))),
        new("QLinearConv", Bytes, QLinearConv),
        new("QLinearMatMul", Bytes, QLinearMatMul),
    ];

    private static (string, object?) Axis(OperatorNode node) => ("axis", node.Integer("axis", 1));

    private static (string, object?) BlockSize(OperatorNode node) => ("block_size", node.Integer("block_size", 0));

    private static void QuantizeLinear(OperatorNode node)
    {
        var type = (OnnxElementType)node.Integer("output_dtype", 0) switch
        {
            OnnxElementType.Undefined => null,
            OnnxElementType.UInt8 => "UInt8",
            OnnxElementType.Int8 => "Int8",
            _ => throw new MappingException("quantises to a type other than int8 and uint8, which is not supported"),
        };
        node.Return(node.Add(
            "QuantizeLinear", [node.Input(0), node.Input(1), node.Optional(2)], Axis(node), BlockSize(node), ("output_dtype", type)));
    }

    private static void DequantizeLinear(OperatorNode node)
    {
        var (x, scale, zeroPoint) = (node.Input(0), node.Input(1), node.Optional(2));
        var result = node.Add("DequantizeLinear", [x, scale, zeroPoint], Axis(node), BlockSize(node));
        node.Return(result.Known is null || node.Integer("block_size", 0) != 0 ? result : new Operand(result.Value, null)
        {
            Integers = ScaledIntegers.Of(x, scale, zeroPoint, node.Integer("axis", 1)),
        });
    }

    private static void DynamicQuantizeLinear(OperatorNode node)
    {
        string[] outputs = ["Y", "Scale", "ZeroPoint"];
        for (var i = 0; i < outputs.Length; i++)
            if (node.IsRead(i))
                node.Return(i, node.Add("DynamicQuantizeLinear", [node.Input(0)], ("output", outputs[i])));
    }

    private static Operand ConvInteger(OperatorNode node, int x, int w, int xZero, int wZero)
    {
        var (input, filters) = (node.Input(x), node.Input(w));
        var window = ConvolutionMappings.WindowOf(node, input, filters);
        return node.Add(
            "ConvInteger", [input, filters, node.Optional(xZero), node.Optional(wZero)],
            [.. window.Properties, ("group", node.Integer("group", 1))]);
    }

    private static void QLinearConv(OperatorNode node)
    {
        var sum = ConvInteger(node, 0, 3, 2, 5);
        if (node.Optional(8) is { } bias)
            sum = node.Add("Add", [sum, AlongChannels(node, bias, sum.Rank)]);
        node.Return(Requantize(node, sum, node.Input(1), AlongChannels(node, node.Input(4), sum.Rank), 6));
    }

    private static void QLinearMatMul(OperatorNode node)
    {
        var sum = node.Add("MatMulInteger", [node.Input(0), node.Input(3), node.Input(2), node.Input(5)]);
        var scale = node.Input(1);
        if (scale.Rank == 1 && scale.Shape[0] > 1)
            scale = node.Add("Reshape", [scale], ("shape", (long[])[scale.Shape[0], 1]));
        node.Return(Requantize(node, sum, scale, node.Input(4), 6));
    }

    /// <summary>From sums in steps of one scale times another to steps of the scale of the result.</summary>
    private static Operand Requantize(OperatorNode node, Operand sum, Operand left, Operand right, int scale)
    {
        var factor = node.Add("Div", [node.Add("Mul", [left, right]), node.Input(scale)]);
        var steps = node.Add("Mul", [node.Add("Cast", [sum], ("to", nameof(ElementType.Float32))), factor]);
        // The scale is in the factor; QuantizeLinear wants one of the zero point's shape.
        var one = node.Add(
            "ConstantOfShape", [node.Constant(TensorData.Of(TensorShape.Of(), [1f]))],
            ("shape", node.Input(scale + 1).Shape.Dimensions.ToArray()));
        return node.Add("QuantizeLinear", [steps, one, node.Input(scale + 1)]);
    }

    private static Operand AlongChannels(OperatorNode node, Operand operand, int rank) => operand.Rank == 1
        ? node.Add("Reshape", [operand], ("shape", (long[])[operand.Shape[0], .. Enumerable.Repeat(1L, rank - 2)]))
        : operand;
}

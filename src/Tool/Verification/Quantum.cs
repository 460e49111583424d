using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Tool.Verification;

/// <summary>
/// How far neighbouring values of a quantised output are apart. Two implementations that round in another order may differ by one
/// such step, and neither is wrong.
/// </summary>
internal static class Quantum
{
    /// <summary>
    /// The scale of an output that is quantised and dequantised again; 0 for one that is not: what only dequantises is exact.
    /// </summary>
    public static double Of(OnnxGraph graph, string output)
    {
        if (ProducerOf(output) is not { OpType: "DequantizeLinear", Inputs: [var quantised, var scale, ..] }
            || ProducerOf(quantised) is not { OpType: "QuantizeLinear" })
            return 0;
        var tensor = graph.Initializers.FirstOrDefault(tensor => tensor.Name == scale)
            ?? (ProducerOf(scale)?.Attribute("value") as OnnxAttribute.Tensor)?.Value;
        return tensor?.ElementType is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.BFloat16
            ? tensor.ToFloats().Where(float.IsFinite).Select(value => (double)Math.Abs(value)).DefaultIfEmpty().Max() : 0;

        OnnxNode? ProducerOf(string value) => graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(value));
    }
}

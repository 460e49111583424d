using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Tool.Verification;

/// <summary>
/// How far neighbouring values of a quantised output are apart. Two implementations that round in another order may differ by one
/// such step, and neither is wrong.
/// </summary>
internal static class Quantum
{
    /// <summary>The scale of the output's dequantisation; 0 for an output that is none.</summary>
    public static double Of(OnnxGraph graph, string output)
    {
        if (graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(output)) is not { OpType: "DequantizeLinear", Inputs: [_, var scale, ..] })
            return 0;
        var tensor = graph.Initializers.FirstOrDefault(tensor => tensor.Name == scale)
            ?? (graph.Nodes.FirstOrDefault(node => node.OpType == "Constant" && node.Outputs.Contains(scale))?.Attribute("value") as OnnxAttribute.Tensor)?.Value;
        return tensor?.ElementType is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.BFloat16
            ? tensor.ToFloats().Where(float.IsFinite).Select(value => (double)Math.Abs(value)).DefaultIfEmpty().Max() : 0;
    }
}

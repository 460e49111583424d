using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Verification;

namespace ModelCompiler.Benchmarks.Inference.Networks;

/// <summary>How finely the outputs of quantised networks are resolved.</summary>
internal static class Quanta
{
    /// <summary>The quantum of each output that a <c>DequantizeLinear</c> makes; empty for what is not read as a model.</summary>
    public static IReadOnlyDictionary<string, double> Of(Network network)
    {
        using var stream = File.OpenRead(network.File);
        if (OnnxReader.Read(stream, ModelFolder.Of(network.File), new DiagnosticBag()) is not { Graph: var graph })
            return new Dictionary<string, double>();
        return graph.Outputs.Select(output => (output.Name, Quantum: Quantum.Of(graph, output.Name)))
            .Where(output => output.Quantum > 0).ToDictionary(output => output.Name, output => output.Quantum);
    }
}

using Google.Protobuf;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Onnx.Writing;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>
/// Writes a network as an ONNX file, so that it opens in other tools: operators and names are those of its layers, weights are
/// initializers. Padding is explicit, and what an input says of the caller's format is done by operators in front.
/// </summary>
internal static class OnnxWriter
{
    /// <summary>HardSwish came with opset 14; 17 is what tools of recent years all read.</summary>
    public const int Opset = 17;

    /// <summary>The version of the format that came with <see cref="Opset"/>.</summary>
    private const int IrVersion = 8;

    /// <summary>Makes the file of a graph as it was built, before any pass.</summary>
    /// <param name="weights">The elements of a stored tensor.</param>
    /// <returns>What writes the file; null if the network cannot be written, which is reported.</returns>
    public static Action<Stream>? Create(Graph graph, Func<StoredTensor, float[]> weights, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "ModelCompiler",
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
            Graph = new GraphWriter(graph, weights, found).Write(),
        };
        diagnostics.AddRange(found.Diagnostics);
        return found.HasErrors ? null : model.WriteTo;
    }
}

using Google.Protobuf;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;

namespace ModelCompiler.Tests.Models;

/// <summary>What came of reading a file.</summary>
internal sealed record Reading(OnnxModel? Model, IReadOnlyList<CompilerDiagnostic> Diagnostics)
{
    public static Reading Of(ModelProto model, IExternalData? external = null) => Of(model.ToByteArray(), external);

    public static Reading Of(GraphProto graph) => Of(Onnx.Model(graph));

    public static Reading Of(ReadOnlySpan<byte> bytes, IExternalData? external = null)
    {
        var bag = new DiagnosticBag();
        var model = OnnxReader.Read(bytes, external ?? NoExternalData.Instance, bag);
        Assert.Equal(bag.HasErrors, model is null);
        return new Reading(model, bag.Diagnostics);
    }

    /// <summary>The model of a file in which nothing is wrong.</summary>
    public OnnxModel Good()
    {
        Assert.Empty(Diagnostics);
        return Model!;
    }

    /// <summary>The only mistake of a file.</summary>
    public string Mistake() => Assert.Single(Diagnostics).ToString();
}

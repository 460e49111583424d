using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Onnx.Reading;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>Reads files of one tensor each, such as <c>input_0.pb</c> of ONNX's test data. They are as untrusted as models.</summary>
internal static class OnnxTensorFile
{
    /// <summary>Reads a tensor; null if anything is wrong with it, which is reported then.</summary>
    public static OnnxTensor? Read(ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        var context = new ReadContext(diagnostics, NoExternalData.Instance);
        if (MessageParsing.Parse(bytes, TensorProto.Parser, context) is not { } proto)
            return null;
        if (proto.Segment is null)
            return new TensorReader(context).Read(proto, new OnnxPlace("tensor", proto.Name));
        // Sequences and optional values have their elements where a tensor has its segment.
        context.Report(Mistake.NotATensor);
        return null;
    }
}

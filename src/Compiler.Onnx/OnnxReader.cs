using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Onnx.Reading;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>
/// Reads ONNX files. They are untrusted: whatever the bytes are, the result is a model or diagnostics, in time and memory that are
/// proportional to the file.
/// </summary>
internal static class OnnxReader
{
    /// <summary>Reads a model; null if anything is wrong with it, which is reported then.</summary>
    /// <param name="external">The files that hold tensors which are not in the model's own.</param>
    public static OnnxModel? Read(ReadOnlySpan<byte> bytes, IExternalData external, DiagnosticBag diagnostics)
    {
        var context = new ReadContext(diagnostics, external);
        var model = MessageParsing.Parse(bytes, ModelProto.Parser, context) is { } proto
            ? new ModelReader(context, proto).Read()
            : null;
        context.Finish();
        return context.HasErrors ? null : model;
    }

    /// <summary>Reads a model from where the stream stands to its end.</summary>
    /// <param name="stream">A stream that knows its length.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static OnnxModel? Read(Stream stream, IExternalData external, DiagnosticBag diagnostics)
    {
        var length = stream.Length - stream.Position;
        if (length > Array.MaxLength)
        {
            diagnostics.Report(Mistake.FileTooLarge, DiagnosticTarget.Model, length, Array.MaxLength);
            return null;
        }

        var bytes = new byte[length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Read(bytes.AsSpan(0, read), external, diagnostics);
    }
}

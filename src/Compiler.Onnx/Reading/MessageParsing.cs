using Google.Protobuf;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>From bytes to messages, or to one diagnostic that says why not.</summary>
internal static class MessageParsing
{
    public static T? Parse<T>(ReadOnlySpan<byte> bytes, MessageParser<T> parser, ReadContext context) where T : class, IMessage<T>, new()
    {
        if (bytes.IsEmpty)
        {
            context.Report(Mistake.EmptyFile);
            return null;
        }

        if (WireScan.FindFault(bytes, new T().Descriptor) is { } fault)
        {
            context.Report(fault.Description, [.. fault.Arguments]);
            return null;
        }

        try
        {
            return parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            context.Report(Mistake.Damaged, exception.Message.TrimEnd('.'));
            return null;
        }
    }
}

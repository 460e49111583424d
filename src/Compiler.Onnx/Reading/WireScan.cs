using Google.Protobuf;
using Google.Protobuf.Reflection;
using ModelCompiler.Compiler.Diagnostics;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>A reason not to parse a file.</summary>
internal sealed record WireFault(DiagnosticDescription Description, params object[] Arguments);

/// <summary>
/// Walks over the messages of a file before they are parsed, without building anything: two bytes can declare a node, which
/// takes 200 bytes as an object. Also knows where a file breaks off, which the parser does not tell.
/// </summary>
internal ref struct WireScan
{
    /// <summary>A graph within a graph is three messages further down; exporters nest two or three graphs.</summary>
    public const int MaximumDepth = 64;

    /// <summary>
    /// So many empty tensors, the dearest part, peak at 1.5 GB, and are read and refused in 6 s. A million nodes fit, and the largest
    /// models that people exchange have a tenth of that.
    /// </summary>
    public const int MaximumMessages = 1 << 22;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Stack<(int End, MessageDescriptor Type)> _around = new();
    private MessageDescriptor _type;
    private int _position;
    private int _end;
    private int _messages;

    private WireScan(ReadOnlySpan<byte> bytes, MessageDescriptor type)
    {
        _bytes = bytes;
        _end = bytes.Length;
        _type = type;
    }

    /// <summary>The first fault of a file whose outermost message is of the given type; null if there is none.</summary>
    public static WireFault? FindFault(ReadOnlySpan<byte> bytes, MessageDescriptor type)
    {
        var scan = new WireScan(bytes, type);
        while (true)
        {
            while (scan._position == scan._end)
            {
                if (scan._around.Count == 0)
                    return null;
                (scan._end, scan._type) = scan._around.Pop();
            }

            if (scan.ReadField() is { } fault)
                return fault;
        }
    }

    private WireFault? ReadField()
    {
        var start = _position;
        if (!TryReadVarint(out var tag) || tag > uint.MaxValue || tag >> 3 == 0)
            return Damaged(start, "no field begins there");
        var kind = KindOf(tag);
        if (kind == WireFormat.WireType.LengthDelimited)
            return ReadBlock(start, (uint)tag >> 3);
        var length = kind switch
        {
            WireFormat.WireType.Fixed32 => 4,
            WireFormat.WireType.Fixed64 => 8,
            WireFormat.WireType.Varint => TryReadVarint(out _) ? 0 : -1,
            _ => -1,
        };
        return length < 0 ? Damaged(start, "no value of ONNX stands there") : Skip(start, (ulong)length);
    }

    private WireFault? ReadBlock(int start, uint field)
    {
        if (!TryReadVarint(out var length))
            return Damaged(start, "the length of a field is missing");
        var message = field <= int.MaxValue ? _type.FindFieldByNumber((int)field) : null;
        if (message?.FieldType != FieldType.Message || length > (ulong)(_end - _position))
            return Skip(start, length);
        if (_around.Count + 1 >= MaximumDepth)
            return new WireFault(Mistake.NestedTooDeeply, start, MaximumDepth);
        if (++_messages > MaximumMessages)
            return new WireFault(Mistake.TooManyParts, MaximumMessages);
        _around.Push((_end, _type));
        (_end, _type) = (_position + (int)length, message.MessageType);
        return null;
    }

    private WireFault? Skip(int start, ulong length)
    {
        var rest = (ulong)(_end - _position);
        if (length > rest)
            return _around.Count == 0
                ? new WireFault(Mistake.Truncated, start, length - rest)
                : Damaged(start, "a field is longer than what it is in");
        _position += (int)length;
        return null;
    }

    private bool TryReadVarint(out ulong value)
    {
        const int longest = 10;
        value = 0;
        for (var i = 0; i < longest && _position < _end; i++)
        {
            var part = _bytes[_position++];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
                return true;
        }

        return false;
    }

    private static WireFormat.WireType KindOf(ulong tag) => (WireFormat.WireType)(tag & 7);

    private static WireFault Damaged(int start, string reason) => new(Mistake.Damaged, $"{reason}, at byte {start}");
}

using System.Buffers.Binary;
using Google.Protobuf.Collections;
using ModelCompiler.Compiler.Onnx.Protobuf;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Turns the values of typed fields into the bytes that <c>raw_data</c> would hold.</summary>
internal static class TypedData
{
    private delegate void ElementWriter<in T>(Span<byte> element, T value);

    /// <summary>The bytes; null if a value does not fit its element, which is reported.</summary>
    public static ReadOnlyMemory<byte>? Encode(TensorProto tensor, OnnxElementType type, OnnxPlace place, ReadContext context) => type switch
    {
        OnnxElementType.Float32 => Encode(tensor.FloatData, type, BinaryPrimitives.WriteSingleLittleEndian),
        OnnxElementType.Double => Encode(tensor.DoubleData, type, BinaryPrimitives.WriteDoubleLittleEndian),
        OnnxElementType.Int64 => Encode(tensor.Int64Data, type, BinaryPrimitives.WriteInt64LittleEndian),
        OnnxElementType.UInt64 => Encode(tensor.Uint64Data, type, BinaryPrimitives.WriteUInt64LittleEndian),
        OnnxElementType.UInt32 => IsWithin(tensor.Uint64Data, 0UL, uint.MaxValue, type, place, context)
            ? Encode(tensor.Uint64Data, type, (element, value) => BinaryPrimitives.WriteUInt32LittleEndian(element, (uint)value))
            : null,
        _ => EncodeSmall(tensor.Int32Data, type, place, context),
    };

    /// <summary>Elements of up to four bytes share a field of int32; 16-bit floats stand there as their bits.</summary>
    private static ReadOnlyMemory<byte>? EncodeSmall(RepeatedField<int> values, OnnxElementType type, OnnxPlace place, ReadContext context)
    {
        var (smallest, largest) = type switch
        {
            OnnxElementType.Bool => (0, 1),
            OnnxElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            OnnxElementType.UInt8 => (0, byte.MaxValue),
            OnnxElementType.Int16 => (short.MinValue, short.MaxValue),
            OnnxElementType.Int32 => (int.MinValue, int.MaxValue),
            _ => (0, ushort.MaxValue),
        };
        if (!IsWithin(values, smallest, largest, type, place, context))
            return null;
        return type.Size() switch
        {
            1 => Encode(values, type, (element, value) => element[0] = unchecked((byte)value)),
            2 => Encode(values, type, (element, value) => BinaryPrimitives.WriteUInt16LittleEndian(element, unchecked((ushort)value))),
            _ => Encode(values, type, BinaryPrimitives.WriteInt32LittleEndian),
        };
    }

    private static bool IsWithin<T>(
        RepeatedField<T> values, T smallest, T largest, OnnxElementType type, OnnxPlace place, ReadContext context)
        where T : IComparable<T>
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].CompareTo(smallest) >= 0 && values[i].CompareTo(largest) <= 0)
                continue;
            context.Report(Mistake.TensorElementRange, i, place, values[i], type.Name(), smallest, largest);
            return false;
        }

        return true;
    }

    private static ReadOnlyMemory<byte> Encode<T>(RepeatedField<T> values, OnnxElementType type, ElementWriter<T> write)
    {
        var size = type.Size();
        var bytes = new byte[values.Count * size];
        for (var i = 0; i < values.Count; i++)
            write(bytes.AsSpan(i * size, size), values[i]);
        return bytes;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>A tensor as it is stored: values in the machine's byte order, decoded when they are read.</summary>
internal sealed class StoredTensor
{
    private readonly byte[] _bytes;

    /// <summary>Takes over <paramref name="bytes"/>, as many as the values need.</summary>
    /// <exception cref="WeightFormatException">A value is infinite or NaN.</exception>
    public StoredTensor(WeightTensorInfo info, byte[] bytes)
    {
        Info = info;
        _bytes = bytes;
        RequireFiniteValues();
    }

    public WeightTensorInfo Info { get; }

    /// <summary>Takes over bytes in the order of a file, which is little-endian.</summary>
    public static StoredTensor FromLittleEndian(WeightTensorInfo info, byte[] bytes)
    {
        if (!BitConverter.IsLittleEndian)
            ReverseElements(bytes, info.ElementType);
        return new StoredTensor(info, bytes);
    }

    /// <summary>The elements as a file holds them: not decoded, in little-endian order.</summary>
    public byte[] ToLittleEndian()
    {
        byte[] bytes = [.. _bytes];
        if (!BitConverter.IsLittleEndian)
            ReverseElements(bytes, Info.ElementType);
        return bytes;
    }

    /// <summary>The values, if they are stored as floats.</summary>
    public ReadOnlySpan<float> Floats => MemoryMarshal.Cast<byte, float>(_bytes);

    /// <summary>Fills <paramref name="destination"/> with the values from <paramref name="start"/> on.</summary>
    public void CopyTo(int start, Span<float> destination)
    {
        if (Info.ElementType == WeightElementType.Float32)
            Floats.Slice(start, destination.Length).CopyTo(destination);
        else if (Info.ElementType == WeightElementType.Float16)
            ElementBits.WidenHalves(MemoryMarshal.Cast<byte, ushort>(_bytes).Slice(start, destination.Length), destination);
        else
            ElementBits.WidenBFloats(MemoryMarshal.Cast<byte, ushort>(_bytes).Slice(start, destination.Length), destination);
    }

    internal static void ReverseElements(byte[] bytes, WeightElementType elementType)
    {
        if (elementType == WeightElementType.Float32)
        {
            var words = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
            BinaryPrimitives.ReverseEndianness(words, words);
            return;
        }
        var halves = MemoryMarshal.Cast<byte, short>(bytes.AsSpan());
        BinaryPrimitives.ReverseEndianness(halves, halves);
    }

    private void RequireFiniteValues()
    {
        var index = Info.ElementType switch
        {
            WeightElementType.Float32 => ElementBits.IndexOfExponent(MemoryMarshal.Cast<byte, uint>(_bytes), 0x7F80_0000u),
            WeightElementType.Float16 => ElementBits.IndexOfExponent(MemoryMarshal.Cast<byte, ushort>(_bytes), (ushort)0x7C00),
            _ => ElementBits.IndexOfExponent(MemoryMarshal.Cast<byte, ushort>(_bytes), (ushort)0x7F80),
        };
        if (index >= 0)
            throw WeightErrors.NonFinite(Info, index);
    }
}

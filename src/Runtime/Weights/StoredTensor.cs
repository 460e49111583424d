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

    /// <summary>Writes the values as floats; <paramref name="destination"/> is as long as the tensor.</summary>
    public void CopyTo(Span<float> destination)
    {
        switch (Info.ElementType)
        {
            case WeightElementType.Float32:
                MemoryMarshal.Cast<byte, float>(_bytes).CopyTo(destination);
                break;
            case WeightElementType.Float16:
                WidenHalves(MemoryMarshal.Cast<byte, Half>(_bytes), destination);
                break;
            default:
                WidenBFloats(MemoryMarshal.Cast<byte, ushort>(_bytes), destination);
                break;
        }
    }

    private static void WidenHalves(ReadOnlySpan<Half> halves, Span<float> destination)
    {
        for (var index = 0; index < halves.Length; index++)
            destination[index] = (float)halves[index];
    }

    private static void WidenBFloats(ReadOnlySpan<ushort> upperHalves, Span<float> destination)
    {
        for (var index = 0; index < upperHalves.Length; index++)
            destination[index] = BitConverter.Int32BitsToSingle(upperHalves[index] << 16);
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
            WeightElementType.Float32 => IndexOfNonFinite(MemoryMarshal.Cast<byte, uint>(_bytes), 0x7F80_0000),
            WeightElementType.Float16 => IndexOfNonFinite(MemoryMarshal.Cast<byte, ushort>(_bytes), 0x7C00),
            _ => IndexOfNonFinite(MemoryMarshal.Cast<byte, ushort>(_bytes), 0x7F80),
        };
        if (index >= 0)
            throw WeightErrors.NonFinite(Info, index);
    }

    /// <summary>The first value whose exponent has all bits set: an infinity or NaN.</summary>
    private static int IndexOfNonFinite(ReadOnlySpan<uint> patterns, uint exponent)
    {
        for (var index = 0; index < patterns.Length; index++)
            if ((patterns[index] & exponent) == exponent)
                return index;
        return -1;
    }

    private static int IndexOfNonFinite(ReadOnlySpan<ushort> patterns, ushort exponent)
    {
        for (var index = 0; index < patterns.Length; index++)
            if ((patterns[index] & exponent) == exponent)
                return index;
        return -1;
    }
}

using System.Buffers.Binary;

namespace ModelCompiler;

/// <summary>
/// Reads a safetensors file: eight bytes with the length of the header, the header in JSON, and the tensors' bytes.
/// </summary>
internal static class SafetensorsReader
{
    private const int PrefixLength = sizeof(ulong);

    // The limit of the format's reference implementation.
    private const ulong LongestHeader = 100_000_000;

    /// <summary>Reads from the current position of the stream to its end.</summary>
    /// <exception cref="WeightFormatException">The file is broken.</exception>
    public static List<StoredTensor> Read(Stream stream)
    {
        if (stream.CanSeek)
            return ReadSeekable(stream);

        // What has no length is read first: sizes in the file are believed only as far as there are bytes.
        using var buffered = new MemoryStream();
        stream.CopyTo(buffered);
        buffered.Position = 0;
        return ReadSeekable(buffered);
    }

    private static List<StoredTensor> ReadSeekable(Stream stream)
    {
        var available = stream.Length - stream.Position;
        if (available < PrefixLength)
            throw Truncated($"expected at least {PrefixLength} bytes, found {available}");
        Span<byte> prefix = stackalloc byte[PrefixLength];
        ReadExactly(stream, prefix);
        available -= PrefixLength;

        var header = new byte[HeaderLength(prefix, available)];
        ReadExactly(stream, header);
        var entries = SafetensorsLayout.Order(SafetensorsHeader.Parse(header), available - header.Length);
        var tensors = new List<StoredTensor>(entries.Count);
        foreach (var entry in entries)
            if (entry.ElementType is { } elementType)
                tensors.Add(ReadTensor(stream, entry, elementType));
            else
                stream.Position += entry.End - entry.Begin;
        return tensors;
    }

    private static int HeaderLength(ReadOnlySpan<byte> prefix, long available)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader)
            throw new WeightFormatException(
                $"The safetensors header claims {length} bytes; expected at most {LongestHeader}. "
                + "The file is damaged or of another format (such as a pickled .pt); save it as safetensors.");
        if (length > (ulong)available)
            throw Truncated($"expected a header of {length} bytes, found {available}");
        return (int)length;
    }

    private static StoredTensor ReadTensor(Stream stream, SafetensorsEntry entry, WeightElementType elementType)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)(entry.End - entry.Begin));
        ReadExactly(stream, bytes);
        var length = bytes.Length / TensorSize.ElementBytes(elementType);
        return StoredTensor.FromLittleEndian(
            new WeightTensorInfo(entry.Name, entry.Shape, length, elementType), bytes);
    }

    private static void ReadExactly(Stream stream, Span<byte> destination)
    {
        var read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read < destination.Length)
            throw Truncated($"expected {destination.Length} more bytes, found {read}");
    }

    private static WeightFormatException Truncated(string what) =>
        new($"The safetensors file is truncated: {what}. Download or save it again.") { Fault = WeightFault.Truncated };
}

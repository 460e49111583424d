using System.Buffers.Binary;
using System.IO.Compression;

namespace NativeAotCamera;

/// <summary>Reads and writes PNG files of 8 bits per channel, RGB, not interlaced. A program for users takes a library instead.</summary>
internal static class Png
{
    private const int HeaderLength = 13; // The length of IHDR.
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static Picture Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        if (!file.StartsWith(Signature))
            throw new InvalidDataException($"{path} is not a PNG file.");

        using var compressed = new MemoryStream();
        ReadOnlySpan<byte> header = default;
        for (var chunks = file[Signature.Length..]; chunks.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(chunks);
            var content = chunks.Slice(8, length);
            if (chunks[4..8].SequenceEqual("IHDR"u8))
                header = content;
            else if (chunks[4..8].SequenceEqual("IDAT"u8))
                compressed.Write(content);
            chunks = chunks[(12 + length)..];
        }

        // Bit depth, colour type, compression, filter, interlace.
        if (header.Length != HeaderLength || !header[8..].SequenceEqual<byte>([8, 2, 0, 0, 0]))
            throw new InvalidDataException($"{path} is not an RGB picture of 8 bits per channel without interlacing.");
        compressed.Position = 0;
        return Unfilter(compressed, BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
    }

    public static void Write(string path, Picture picture)
    {
        using var file = File.Create(path);
        file.Write(Signature);

        Span<byte> header = stackalloc byte[HeaderLength];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(file, "IHDR"u8, header);

        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < picture.Height; y++)
            {
                zlib.WriteByte(0); // The row is stored as it is.
                zlib.Write(picture.Row(y));
            }
        }
        WriteChunk(file, "IDAT"u8, compressed.ToArray());
        WriteChunk(file, "IEND"u8, []);
    }

    // A row is stored as differences to a prediction from its left, upper and upper left neighbours, one byte says which.
    private static Picture Unfilter(Stream compressed, int width, int height)
    {
        var pixels = new byte[checked(width * height * Picture.Channels)];
        var picture = new Picture(width, height, pixels);
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        ReadOnlySpan<byte> above = new byte[width * Picture.Channels];
        for (var y = 0; y < height; y++)
        {
            var filter = zlib.ReadByte();
            var row = picture.Row(y);
            zlib.ReadExactly(row);
            for (var i = 0; i < row.Length; i++)
            {
                var left = i < Picture.Channels ? 0 : row[i - Picture.Channels];
                var upperLeft = i < Picture.Channels ? 0 : above[i - Picture.Channels];
                row[i] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    4 => Paeth(left, above[i], upperLeft),
                    _ => throw new InvalidDataException($"PNG filter {filter} does not exist."),
                });
            }
            above = row;
        }
        return picture;
    }

    /// <summary>The neighbour that is closest to left + upper - upper left.</summary>
    private static int Paeth(int left, int upper, int upperLeft)
    {
        var toLeft = Math.Abs(upper - upperLeft);
        var toUpper = Math.Abs(left - upperLeft);
        var toUpperLeft = Math.Abs(left + upper - 2 * upperLeft);
        if (toLeft <= toUpper && toLeft <= toUpperLeft)
            return left;
        return toUpper <= toUpperLeft ? upper : upperLeft;
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc32(Crc32(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Crc32(uint remainder, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            remainder ^= value;
            for (var bit = 0; bit < 8; bit++)
                remainder = (remainder >> 1) ^ (0xEDB88320 & (0 - (remainder & 1)));
        }
        return remainder;
    }
}

using System.IO.Compression;

namespace Digits;

/// <summary>Handwritten digits that the network has not seen in training.</summary>
internal sealed class DigitSet
{
    public const int Side = 28;
    private const int PixelCount = Side * Side;
    private const int RecordLength = 1 + PixelCount; // A label byte, then the pixels: 0 is paper, 255 is ink.

    private readonly byte[] _records;

    private DigitSet(byte[] records) => _records = records;

    public int Count => _records.Length / RecordLength;

    public static DigitSet Load(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var records = new MemoryStream();
        file.CopyTo(records);
        return new DigitSet(records.ToArray());
    }

    /// <summary>The digit that the writer meant, 0 to 9.</summary>
    public int Label(int index) => _records[index * RecordLength];

    /// <summary>The pixels as the network takes them: 784 numbers from 0 to 1.</summary>
    public float[] Image(int index) =>
        Array.ConvertAll(_records.AsSpan(index * RecordLength + 1, PixelCount).ToArray(), pixel => pixel / 255f);
}

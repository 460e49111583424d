using System.Buffers.Binary;

namespace KeywordSpotting;

/// <summary>A second of sound from a WAV file.</summary>
internal static class Recording
{
    /// <summary>The samples of a file of 16 bits, one channel and 16 kHz, from -1 to 1; silence follows one that is too short.</summary>
    public static float[] Load(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
            throw new InvalidDataException($"{path} is not a WAV file.");

        var samples = new float[Mfcc.SampleRate];
        for (var chunks = file[12..]; chunks.Length >= 8;)
        {
            var length = Math.Min(BinaryPrimitives.ReadInt32LittleEndian(chunks[4..]), chunks.Length - 8);
            var content = chunks.Slice(8, length);
            if (chunks.StartsWith("fmt "u8) && !IsSupported(content))
                throw new InvalidDataException($"{path} is not of 16 bits, one channel and 16 kHz.");
            if (chunks.StartsWith("data"u8))
            {
                for (var i = 0; i < Math.Min(samples.Length, content.Length / 2); i++)
                    samples[i] = BinaryPrimitives.ReadInt16LittleEndian(content[(2 * i)..]) / 32768f;
            }
            chunks = chunks[Math.Min(chunks.Length, 8 + length + (length & 1))..];
        }
        return samples;
    }

    private static bool IsSupported(ReadOnlySpan<byte> format) =>
        BinaryPrimitives.ReadInt16LittleEndian(format) == 1 // PCM
        && BinaryPrimitives.ReadInt16LittleEndian(format[2..]) == 1
        && BinaryPrimitives.ReadInt32LittleEndian(format[4..]) == Mfcc.SampleRate
        && BinaryPrimitives.ReadInt16LittleEndian(format[14..]) == 16;
}

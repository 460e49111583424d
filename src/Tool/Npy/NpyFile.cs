using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelCompiler.Tool.Npy;

/// <summary>
/// Reads and writes arrays as NumPy saves them: float32 and uint8, row-major. Versions 1 to 3 are read, which differ in the
/// size and encoding of their header; version 1 is written.
/// </summary>
internal static class NpyFile
{
    private const string FloatType = "<f4";
    private const string ByteType = "|u1";

    // NumPy aligns the data for other programs that map the file.
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <exception cref="NpyFormatException">The file is damaged, or holds another type or order.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NpyArray Read(string path) => Parse(File.ReadAllBytes(path));

    /// <exception cref="NpyFormatException">The bytes are damaged, or hold another type or order.</exception>
    public static NpyArray Parse(ReadOnlySpan<byte> file)
    {
        var header = ReadHeader(ref file);
        if (header.IsFortranOrder)
            throw new NpyFormatException("The array is in column-major (Fortran) order; save numpy.ascontiguousarray(a)");
        return header.Type switch
        {
            FloatType => new NpyArray(header.Shape, Floats(file, header.Shape)),
            ByteType or "u1" => new NpyArray(header.Shape, Data(file, header.Shape, sizeof(byte)).ToArray()),
            _ => throw new NpyFormatException(
                $"The array is of type '{header.Type}', but only '{FloatType}' (float32) and '{ByteType}' (uint8) can be read; "
                + "save a.astype('float32')"),
        };
    }

    public static void Write(NpyArray array, Stream destination)
    {
        var text = NpyHeader.Print(array.Values is byte[] ? ByteType : FloatType, array.Shape);
        var length = Magic.Length + 2 + sizeof(ushort) + text.Length + 1;
        var header = text + new string(' ', (Alignment - (length % Alignment)) % Alignment) + "\n";
        using var writer = new BinaryWriter(destination, Encoding.Latin1, leaveOpen: true);
        writer.Write(Magic);
        writer.Write([1, 0]);
        writer.Write((ushort)header.Length);
        writer.Write(Encoding.Latin1.GetBytes(header));
        if (array.Values is byte[] bytes)
            writer.Write(bytes);
        else
            foreach (var value in (float[])array.Values)
                writer.Write(value);
    }

    /// <summary>Parses the header and moves behind it.</summary>
    private static NpyHeader ReadHeader(ref ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Magic) || file.Length < Magic.Length + 2)
            throw new NpyFormatException("The file is no .npy file: it does not begin with \\x93NUMPY; write it with numpy.save");
        var version = file[Magic.Length];
        if (version is < 1 or > 3)
            throw new NpyFormatException($"The file has version {version} of the format, but only 1 to 3 are known");
        file = file[(Magic.Length + 2)..];
        var sizeBytes = version == 1 ? sizeof(ushort) : sizeof(uint);
        var length = file.Length < sizeBytes ? long.MaxValue
            : version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file) : BinaryPrimitives.ReadUInt32LittleEndian(file);
        if (length > file.Length - sizeBytes)
            throw new NpyFormatException("The file is truncated within its header");
        var header = file.Slice(sizeBytes, (int)length);
        file = file[(sizeBytes + (int)length)..];
        return NpyHeader.Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header));
    }

    private static float[] Floats(ReadOnlySpan<byte> file, IReadOnlyList<int> shape)
    {
        var bits = MemoryMarshal.Cast<byte, int>(Data(file, shape, sizeof(float))).ToArray();
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(bits, bits);
        return MemoryMarshal.Cast<int, float>(bits).ToArray();
    }

    // Sizes in the file are believed only as far as there are bytes.
    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> file, IReadOnlyList<int> shape, int elementSize)
    {
        var expected = shape.Aggregate(new System.Numerics.BigInteger(elementSize), (product, size) => product * size);
        return file.Length == expected ? file : throw new NpyFormatException(
            $"An array of shape [{string.Join(", ", shape)}] takes {expected} bytes, but the file holds {file.Length}");
    }
}

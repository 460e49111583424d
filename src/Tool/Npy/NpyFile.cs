using System.Buffers.Binary;
using System.Text;
using ModelCompiler.Tool.Execution;

namespace ModelCompiler.Tool.Npy;

/// <summary>
/// Reads and writes arrays as NumPy saves them: of the types that models take, row-major. Versions 1 to 3 are read, which differ in
/// the size and encoding of their header; version 1 is written.
/// </summary>
internal static class NpyFile
{
    // NumPy aligns the data for other programs that map the file.
    private const int Alignment = 64;

    private static readonly string Readable = string.Join(", ", ElementFormat.All.Select(format => $"'{format.NumPyType}' ({format.Name})"));

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
        if (ElementFormat.OfNumPy(header.Type) is not { } format)
            throw new NpyFormatException(
                $"The array is of type '{header.Type}', but only {Readable} can be read; save a.astype('float32') or another of these");
        return new NpyArray(header.Shape, Decode(file, header.Shape, format));
    }

    public static void Write(NpyArray array, Stream destination)
    {
        var text = NpyHeader.Print(ElementFormat.Of(array.Values).NumPyType, array.Shape);
        var length = Magic.Length + 2 + sizeof(ushort) + text.Length + 1;
        var header = text + new string(' ', (Alignment - (length % Alignment)) % Alignment) + "\n";
        using var writer = new BinaryWriter(destination, Encoding.Latin1, leaveOpen: true);
        writer.Write(Magic);
        writer.Write([1, 0]);
        writer.Write((ushort)header.Length);
        writer.Write(Encoding.Latin1.GetBytes(header));
        writer.Write(Encode(array.Values));
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

    private static Array Decode(ReadOnlySpan<byte> file, IReadOnlyList<int> shape, ElementFormat format)
    {
        var bytes = Data(file, shape, format.Size).ToArray();
        if (format.Keyword == "bool")
            return Array.ConvertAll(bytes, value => value != 0);
        ToOrderOfFile(bytes, format.Size);
        var values = format.NewArray(bytes.Length / format.Size);
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        return values;
    }

    private static byte[] Encode(Array values)
    {
        var bytes = new byte[Buffer.ByteLength(values)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        ToOrderOfFile(bytes, ElementFormat.Of(values).Size);
        return bytes;
    }

    /// <summary>Turns elements in the order of the machine into little-endian ones, and back.</summary>
    private static void ToOrderOfFile(byte[] bytes, int elementSize)
    {
        if (BitConverter.IsLittleEndian)
            return;
        for (var start = 0; start < bytes.Length; start += elementSize)
            bytes.AsSpan(start, elementSize).Reverse();
    }

    // Sizes in the file are believed only as far as there are bytes.
    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> file, IReadOnlyList<int> shape, int elementSize)
    {
        var expected = shape.Aggregate(new System.Numerics.BigInteger(elementSize), (product, size) => product * size);
        return file.Length == expected ? file : throw new NpyFormatException(
            $"An array of shape [{string.Join(", ", shape)}] takes {expected} bytes, but the file holds {file.Length}");
    }
}

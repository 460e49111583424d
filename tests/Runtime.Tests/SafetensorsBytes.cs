using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelCompiler.Tests;

/// <summary>Builds safetensors files, good and bad ones, byte by byte.</summary>
internal static class SafetensorsBytes
{
    /// <summary>The length of the header, the header, and the data.</summary>
    public static byte[] File(string header, params byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(byte[] header, byte[] data)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. header, .. data];
    }

    /// <summary>A file of one tensor named <c>a</c>.</summary>
    public static byte[] OneTensor(string dtype, string shape, byte[] data) =>
        File($$$"""{"a":{"dtype":"{{{dtype}}}","shape":{{{shape}}},"data_offsets":[0,{{{data.Length}}}]}}""", data);

    public static byte[] Floats(params float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static byte[] Words(params ushort[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    /// <summary>Two tensors in each type, the header padded with spaces as writers do, with metadata.</summary>
    public static byte[] Valid() => File(
        """
        {"__metadata__":{"format":"pt"},
         "conv1.weight":{"dtype":"F32","shape":[2,1,1,2],"data_offsets":[0,16]},
         "conv1.bias":{"dtype":"F16","shape":[2],"data_offsets":[18,22]},
         "scale":{"dtype":"BF16","shape":[],"data_offsets":[16,18]},
         "empty":{"dtype":"F32","shape":[0,3],"data_offsets":[22,22]}}    
        """,
        [.. Floats(1f, -2.5f, 3e-40f, 4f), .. Words(0x3FC0), .. Words(0x3C00, 0xC100)]);

    public static ModelWeights Load(byte[] file) => ModelWeights.Load(new MemoryStream(file));
}

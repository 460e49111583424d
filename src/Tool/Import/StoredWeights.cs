using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tool.Import;

/// <summary>The tensors of a weight file in memory.</summary>
/// <param name="Checksum">SHA-256 of the file's bytes, in hexadecimal.</param>
/// <param name="Tensors">All finite, under distinct names.</param>
internal sealed record StoredWeights(string Checksum, IReadOnlyList<StoredTensor> Tensors)
{
    /// <summary>The tensors of an imported model, as the weight file of which they would be read.</summary>
    public static StoredWeights Of(IEnumerable<ImportedTensor> tensors)
    {
        var stored = tensors.Select(Store).ToList();
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            SafetensorsFile.Write(stored, stream);
        return new StoredWeights(Convert.ToHexStringLower(hash.Hash!), stored);
    }

    public long ParameterCount => Tensors.Sum(tensor => (long)tensor.Info.Length);

    /// <summary>As the compiler takes them.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="resource">The embedded resource that the file becomes; null to pass the values.</param>
    public WeightSet ToWeightSet(string source, string? resource) => new(
        source, resource, Checksum, Tensors.Select(tensor => Describe(tensor, withValues: resource is null)).ToEquatableArray());

    /// <summary>As a front end takes them.</summary>
    public IReadOnlyList<ImportedTensor> ToImportedTensors() => [.. Tensors.Select(tensor => new ImportedTensor(
        tensor.Info.Name, FormatOf(tensor.Info.ElementType), new TensorShape(tensor.Info.Shape.ToEquatableArray()), tensor.ToLittleEndian()))];

    /// <summary>As a compiled model takes them.</summary>
    public ModelWeights ToModelWeights() => new(Tensors);

    private static StoredTensor Store(ImportedTensor tensor) => StoredTensor.FromLittleEndian(
        new WeightTensorInfo(tensor.Name, [.. tensor.Shape.Dimensions], (int)tensor.Shape.ElementCount, TypeOf(tensor.Format)),
        ArrayOf(tensor.Bytes));

    /// <summary>The bytes as an array: that of the file's message where it is one, since weights are most of a process's memory.</summary>
    private static byte[] ArrayOf(ReadOnlyMemory<byte> bytes) =>
        // Where they would be turned into the machine's order, they must not be the file's.
        BitConverter.IsLittleEndian && MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Count == segment.Array!.Length
            ? segment.Array : bytes.ToArray();

    private static StoredWeight Describe(StoredTensor tensor, bool withValues)
    {
        var shape = new TensorShape(tensor.Info.Shape.ToEquatableArray());
        return new StoredWeight(tensor.Info.Name, FormatOf(tensor.Info.ElementType), shape, withValues ? ValuesOf(tensor) : null);
    }

    private static float[] ValuesOf(StoredTensor tensor)
    {
        var values = new float[tensor.Info.Length];
        tensor.CopyTo(0, values);
        return values;
    }

    private static WeightElementType TypeOf(StoredFormat format) => format switch
    {
        StoredFormat.F32 => WeightElementType.Float32,
        StoredFormat.F16 => WeightElementType.Float16,
        _ => WeightElementType.BFloat16,
    };

    private static StoredFormat FormatOf(WeightElementType type) => type switch
    {
        WeightElementType.Float32 => StoredFormat.F32,
        WeightElementType.Float16 => StoredFormat.F16,
        _ => StoredFormat.BF16,
    };
}

using System.Buffers.Binary;
using ModelCompiler.Compiler.Keras.Reading;
using ModelCompiler.Compiler.Weights;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Weights;

/// <summary>
/// Reads the weights of a TensorFlow.js model: groups of weights, each group the bytes of its shards behind each other. Quantised
/// weights are q·scale + min in double, rounded to float once.
/// </summary>
internal sealed class ManifestReader(IModelFiles files, MistakeList mistakes)
{
    private const int MaximumElements = 1 << 29;

    private const string ExpectedType = "float32, as it is or quantised to float16, uint8 or uint16";

    private readonly List<KerasWeight> _weights = [];

    /// <summary>The weights of all groups; what is wrong is reported.</summary>
    public IReadOnlyList<KerasWeight> Read(JsonPlace manifest)
    {
        foreach (var group in mistakes.Try(() => manifest.Elements("an array of groups of weights")) ?? [])
            mistakes.Try(() => ReadGroup(group));
        return _weights;
    }

    private bool ReadGroup(JsonPlace group)
    {
        var entries = group.Get("weights", "an array of weights").Elements("an array of weights").Select(ReadEntry).ToList();
        var length = entries.Aggregate(0L, (sum, entry) => sum + entry.Length);
        if (length > Array.MaxLength)
            throw new KerasMistakeException(Mistake.WeightsLimited, group, group.Where, length, Array.MaxLength);
        var paths = group.Get("paths", "an array of file names");
        var bytes = ReadShards(paths, length);
        var offset = 0;
        foreach (var entry in entries)
        {
            _weights.Add(entry.WeightAt(bytes, offset));
            offset += (int)entry.Length;
        }

        return true;
    }

    private byte[] ReadShards(JsonPlace paths, long length)
    {
        var shards = paths.Elements("an array of file names").Select(path => ReadShard(path, length)).ToList();
        var total = shards.Aggregate(0L, (sum, shard) => sum + shard.Length);
        if (total != length)
            throw new KerasMistakeException(Mistake.ShardSizeDiffers, paths, paths.Where, total, length);
        if (shards.Count == 1)
            return shards[0];
        var bytes = new byte[total];
        var offset = 0;
        foreach (var shard in shards)
        {
            shard.CopyTo(bytes, offset);
            offset += shard.Length;
        }

        return bytes;
    }

    private byte[] ReadShard(JsonPlace place, long maximumLength)
    {
        var path = place.Text("a file name");
        try
        {
            return DataFilePath.FindFault(path) is { } fault ? throw new IOException(fault) : files.Read(path, maximumLength);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KerasMistakeException(Mistake.ShardUnreadable, place, path, place.Where, exception.Message.TrimEnd('.'));
        }
    }

    private static Entry ReadEntry(JsonPlace place)
    {
        var name = place.Get("name", "the weight's name").Text();
        int[] shape = [.. place.Get("shape", "the weight's dimensions").Elements("an array of dimensions").Select(ReadDimension)];
        var count = shape.Aggregate(1L, (product, size) => size == 0 ? 0 : Math.Min(long.MaxValue / 8 / size, product) * size);
        if (count > MaximumElements)
            throw Unsupported($"of {count} elements", $"at most {MaximumElements}");
        var type = place.Get("dtype", "the type of the elements").Text();
        var quantization = place.Find("quantization");
        var stored = quantization?.Get("dtype", "the type that the elements are stored in").Text() ?? type;
        var size = SizeOf(stored) ?? throw Unsupported($"of type '{stored}'", ExpectedType);
        if (quantization is null || stored == "float16")
            return new Entry(place, name, shape, type, stored, 1, 0, count * size);
        return stored is "uint8" or "uint16"
            ? new Entry(place, name, shape, type, stored, ReadReal("scale"), ReadReal("min"), count * size)
            : throw Unsupported($"quantised to '{stored}'", ExpectedType);

        double ReadReal(string member) => quantization.Get(member, "a number").Number();

        KerasMistakeException Unsupported(string what, string expected) =>
            new(Mistake.WeightUnsupported, place, name, place.Where, what, expected);
    }

    private static int ReadDimension(JsonPlace place) => place.TryInteger() is { } size and >= 0 and <= MaximumElements
        ? (int)size : throw place.WrongType("a dimension");

    private static int? SizeOf(string type) => type switch
    {
        "float32" or "int32" => 4,
        "float16" or "uint16" => 2,
        "uint8" or "bool" => 1,
        "complex64" => 8,
        _ => null,
    };

    /// <summary>A weight as the manifest describes it.</summary>
    /// <param name="Type">The type of the weight.</param>
    /// <param name="Stored">The type in which the shards have it.</param>
    /// <param name="Length">In bytes.</param>
    private sealed record Entry(
        JsonPlace Place, string Name, int[] Shape, string Type, string Stored, double Scale, double Minimum, long Length)
    {
        public KerasWeight WeightAt(byte[] bytes, int offset) => new(Name, Shape, () => Decode(bytes.AsSpan(offset, (int)Length)));

        private LayerTensor Decode(ReadOnlySpan<byte> bytes)
        {
            if (Type != "float32" || Stored is not ("float32" or "float16" or "uint8" or "uint16"))
                throw new KerasMistakeException(Mistake.WeightUnsupported, Place, Name, Place.Where, $"of type '{Type}'", ExpectedType);
            if (Stored is "float32" or "float16")
                return new LayerTensor(Stored == "float32" ? StoredFormat.F32 : StoredFormat.F16, Shape, bytes.ToArray());
            var values = new float[Stored == "uint8" ? bytes.Length : bytes.Length / 2];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(((Stored == "uint8" ? bytes[i] : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..])) * Scale) + Minimum);
            return LayerTensor.OfValues(values, Shape);
        }
    }
}

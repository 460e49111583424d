using System.Collections.Immutable;
using System.Text.Json;

namespace ModelCompiler;

/// <summary>Parses the JSON header of a safetensors file. The text is untrusted.</summary>
internal static class SafetensorsHeader
{
    private const string MetadataName = "__metadata__";
    private const int LargestRank = 8;

    // Each batch normalisation of PyTorch has such a counter in its state_dict.
    private const string Counter = "num_batches_tracked";

    // The format nests three levels; more is a broken or hostile file.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    /// <summary>The tensors in the order of the header.</summary>
    /// <exception cref="WeightFormatException">The text is not a valid header.</exception>
    public static List<SafetensorsEntry> Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            var entries = ReadTensors(ref reader);
            // Only white space may follow, which this reads.
            while (reader.Read())
                continue;
            return entries;
        }
        catch (JsonException exception)
        {
            throw new WeightFormatException(
                $"The safetensors header is not valid JSON: {exception.Message} Expected one object of tensors; "
                + "the file is damaged or of another format. Save it again as safetensors.", exception);
        }
    }

    private static List<SafetensorsEntry> ReadTensors(ref Utf8JsonReader reader)
    {
        var entries = new List<SafetensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        Require(ref reader, JsonTokenType.StartObject, "the header");
        while (NextProperty(ref reader) is { } name)
        {
            if (!names.Add(name))
                throw WeightErrors.Duplicate(name);
            if (name == MetadataName)
                SkipMetadata(ref reader);
            else
                entries.Add(ReadTensor(ref reader, name));
        }
        return entries;
    }

    private static SafetensorsEntry ReadTensor(ref Utf8JsonReader reader, string name)
    {
        (WeightElementType? Value, bool IsRead) elementType = default;
        ImmutableArray<int>? shape = null;
        (long Begin, long End)? offsets = null;
        Require(ref reader, JsonTokenType.StartObject, $"tensor {WeightErrors.Quote(name)}");
        while (NextProperty(ref reader) is { } property)
        {
            switch (property)
            {
                case "dtype" when !elementType.IsRead:
                    elementType = (ReadElementType(ref reader, name), true);
                    break;
                case "shape" when shape is null:
                    shape = ReadShape(ref reader, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadOffsets(ref reader, name);
                    break;
                default:
                    throw Malformed(name, $"the property {WeightErrors.Quote(property)}, unknown or for the second time");
            }
        }
        if (!elementType.IsRead || shape is not { } dimensions || offsets is not { } range)
            throw Malformed(name, "less than that");
        return new SafetensorsEntry(name, elementType.Value, dimensions, range.Begin, range.End);
    }

    private static WeightElementType? ReadElementType(ref Utf8JsonReader reader, string name)
    {
        var what = $"the dtype of tensor {WeightErrors.Quote(name)}";
        Require(ref reader, JsonTokenType.String, what);
        var dtype = Text(ref reader);
        return dtype switch
        {
            "F32" => WeightElementType.Float32,
            "F16" => WeightElementType.Float16,
            "BF16" => WeightElementType.BFloat16,
            "I64" when name == Counter || name.EndsWith("." + Counter, StringComparison.Ordinal) => null,
            _ => throw new WeightFormatException(
                $"Tensor {WeightErrors.Quote(name)} has dtype {WeightErrors.Quote(dtype)}; expected F32, F16 or BF16. "
                + "Convert it before saving, such as with tensor.float() in PyTorch.")
            {
                Fault = WeightFault.ElementType,
            },
        };
    }

    private static ImmutableArray<int> ReadShape(ref Utf8JsonReader reader, string name)
    {
        var what = $"the shape of tensor {WeightErrors.Quote(name)}";
        var shape = ImmutableArray.CreateBuilder<int>();
        Require(ref reader, JsonTokenType.StartArray, what);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (shape.Count == LargestRank)
                throw Malformed(name, $"a shape of more than {LargestRank} dimensions");
            var dimension = Integer(ref reader, what);
            if (dimension > int.MaxValue)
                throw Malformed(name, $"the dimension {dimension}, above {int.MaxValue}");
            shape.Add((int)dimension);
        }
        return shape.ToImmutable();
    }

    private static (long Begin, long End) ReadOffsets(ref Utf8JsonReader reader, string name)
    {
        var what = $"data_offsets of tensor {WeightErrors.Quote(name)}";
        Require(ref reader, JsonTokenType.StartArray, what);
        reader.Read();
        var begin = Integer(ref reader, what);
        reader.Read();
        var end = Integer(ref reader, what);
        reader.Read();
        Require(ref reader, JsonTokenType.EndArray, what);
        return (begin, end);
    }

    /// <summary>Metadata is an object of strings; nothing here needs it.</summary>
    private static void SkipMetadata(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject, MetadataName);
        while (NextProperty(ref reader) is not null)
            Require(ref reader, JsonTokenType.String, MetadataName);
    }

    /// <summary>The name of the next property, with the reader on its value; null at the end of the object.</summary>
    private static string? NextProperty(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
            return null;
        var name = Text(ref reader);
        reader.Read();
        return name;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // What the reader throws for bytes that are not UTF-8 and for escapes that are no character.
            throw new WeightFormatException(
                "The safetensors header holds a string that is not valid Unicode; the file is damaged. Save it again.", exception);
        }
    }

    private static long Integer(ref Utf8JsonReader reader, string what)
    {
        Require(ref reader, JsonTokenType.Number, what);
        if (!reader.TryGetInt64(out var value) || value < 0)
            throw new WeightFormatException(
                $"The safetensors header holds a number in {what} that is no integer from 0 to {long.MaxValue}. "
                + "The file is damaged; save it again.");
        return value;
    }

    private static void Require(ref Utf8JsonReader reader, JsonTokenType expected, string what)
    {
        if (reader.TokenType != expected)
            throw new WeightFormatException(
                $"The safetensors header holds {reader.TokenType} in {what}; expected {expected}. "
                + "The file is damaged or of another format; save it again as safetensors.");
    }

    private static WeightFormatException Malformed(string name, string found) =>
        new($"Tensor {WeightErrors.Quote(name)}: expected dtype, data_offsets and a shape of at most {LargestRank} dimensions; "
            + $"found {found}. The file is damaged; save it again as safetensors.");
}

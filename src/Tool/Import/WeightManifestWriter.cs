using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Tool.Import;

/// <summary>Writes what <see cref="WeightManifestReader"/> reads; that class documents the format.</summary>
internal static class WeightManifestWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        // The text stands in no web page: names stay readable, base64 keeps its '+'.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="resource">Name of the embedded resource that holds the values; null to write them here, as they are stored.</param>
    public static string Write(string source, string checksum, string? resource, IReadOnlyList<StoredTensor> tensors)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", WeightManifestReader.Format);
            json.WriteString("source", source);
            json.WriteString("checksum", checksum);
            json.WriteString("resource", resource);
            json.WriteStartArray("tensors");
            foreach (var tensor in tensors)
                WriteTensor(json, tensor, isInline: resource is null);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void WriteTensor(Utf8JsonWriter json, StoredTensor tensor, bool isInline)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Info.Name);
        json.WriteString("type", TypeName(tensor.Info.ElementType));
        json.WritePropertyName("shape");
        json.WriteRawValue($"[{string.Join(", ", tensor.Info.Shape)}]");
        if (isInline)
            json.WriteBase64String("data", tensor.ToLittleEndian());
        json.WriteEndObject();
    }

    /// <summary>The type as safetensors calls it.</summary>
    public static string TypeName(WeightElementType type) => type switch
    {
        WeightElementType.Float32 => "F32",
        WeightElementType.Float16 => "F16",
        _ => "BF16",
    };
}

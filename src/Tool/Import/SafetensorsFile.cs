using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Import;

/// <summary>Reads and writes safetensors files for commands.</summary>
internal static class SafetensorsFile
{
    /// <summary>Reads a file; null with an error if that fails.</summary>
    public static StoredWeights? Read(string file, Report report)
    {
        if (!Path.GetExtension(file).Equals(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            report.Error(file, DiagnosticCatalog.Tool.WeightKind, Path.GetExtension(file));
            return null;
        }

        try
        {
            using var stream = File.OpenRead(file);
            var checksum = Convert.ToHexStringLower(SHA256.HashData(stream));
            stream.Position = 0;
            return new StoredWeights(checksum, SafetensorsReader.Read(stream));
        }
        catch (WeightFormatException exception)
        {
            report.Error(file, DescriptionOf(exception.Fault), exception.Message.TrimEnd('.'));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            report.Error(file, DiagnosticCatalog.Tool.FileMissing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Error(file, DiagnosticCatalog.Tool.FileUnreadable, exception.Message);
        }

        return null;
    }

    /// <summary>
    /// Writes tensors as they are stored, the header filled up with spaces so that the data begin at a multiple of eight bytes, as
    /// the format asks for.
    /// </summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(IReadOnlyList<StoredTensor> tensors, Stream destination)
    {
        var header = Header(tensors);
        var padding = (8 - (header.Length % 8)) % 8;
        using var writer = new BinaryWriter(destination, Encoding.UTF8, leaveOpen: true);
        writer.Write((long)(header.Length + padding));
        writer.Write(header);
        writer.Write(Enumerable.Repeat((byte)' ', padding).ToArray());
        foreach (var tensor in tensors)
            writer.Write(tensor.ToLittleEndian());
    }

    private static byte[] Header(IReadOnlyList<StoredTensor> tensors)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            var offset = 0L;
            foreach (var tensor in tensors)
            {
                var end = offset + ((long)tensor.Info.Length * TensorSize.ElementBytes(tensor.Info.ElementType));
                json.WriteStartObject(tensor.Info.Name);
                json.WriteString("dtype", WeightManifestWriter.TypeName(tensor.Info.ElementType));
                json.WritePropertyName("shape");
                json.WriteRawValue($"[{string.Join(",", tensor.Info.Shape)}]");
                json.WritePropertyName("data_offsets");
                json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"[{offset},{end}]"));
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static DiagnosticDescription DescriptionOf(WeightFault fault) => fault switch
    {
        WeightFault.Truncated => DiagnosticCatalog.Tool.Truncated,
        WeightFault.ElementType => DiagnosticCatalog.Tool.ElementType,
        WeightFault.NotFinite => DiagnosticCatalog.Tool.NotFinite,
        _ => DiagnosticCatalog.Tool.Damaged,
    };
}

using System.Security.Cryptography;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Import;

/// <summary>Reads weight files and describes them to the compiler.</summary>
/// <param name="inlineWeightLimit">Up to this many parameters the description holds the values too.</param>
/// <param name="resourcePrefix">What names of embedded resources begin with.</param>
internal sealed class WeightImport(int inlineWeightLimit, string resourcePrefix)
{
    /// <summary>Reads a file; null with an error if that fails.</summary>
    public ImportedWeights? Read(string file, Report report)
    {
        if (!Path.GetExtension(file).Equals(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            report.Error(file, DiagnosticCatalog.Tool.WeightKind, Path.GetExtension(file));
            return null;
        }

        try
        {
            using var stream = File.OpenRead(file);
            return Read(stream, file);
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

    private ImportedWeights Read(FileStream stream, string file)
    {
        var checksum = Convert.ToHexStringLower(SHA256.HashData(stream));
        stream.Position = 0;
        var tensors = SafetensorsReader.Read(stream);
        var source = file.Replace('\\', '/');
        var parameters = tensors.Sum(tensor => (long)tensor.Info.Length);
        var resource = parameters <= inlineWeightLimit ? null : resourcePrefix + source;
        return new ImportedWeights(
            source, WeightManifestWriter.Write(source, checksum, resource, tensors), resource, tensors.Count, parameters);
    }

    private static DiagnosticDescription DescriptionOf(WeightFault fault) => fault switch
    {
        WeightFault.Truncated => DiagnosticCatalog.Tool.Truncated,
        WeightFault.ElementType => DiagnosticCatalog.Tool.ElementType,
        WeightFault.NotFinite => DiagnosticCatalog.Tool.NotFinite,
        _ => DiagnosticCatalog.Tool.Damaged,
    };
}

using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Import;

/// <summary>Reads weight files and describes them to the compiler.</summary>
/// <param name="inlineWeightLimit">Up to this many parameters the description holds the values too.</param>
/// <param name="resourcePrefix">What names of embedded resources begin with.</param>
internal sealed class WeightImport(int inlineWeightLimit, string resourcePrefix) : IFileImport
{
    public ImportedFile? Read(string file, Report report)
    {
        if (SafetensorsFile.Read(file, report) is not { } weights)
            return null;
        var source = file.Replace('\\', '/');
        var resource = weights.ParameterCount <= inlineWeightLimit ? null : resourcePrefix + source;
        var manifest = WeightManifestWriter.Write(source, weights.Checksum, resource, weights.Tensors);
        return new ImportedWeights(source, manifest, resource, weights.Tensors.Count, weights.ParameterCount);
    }
}

using System.Globalization;

namespace ModelCompiler.Tool.Import;

/// <summary>A weight file that was read.</summary>
/// <param name="manifest">The text for the compiler.</param>
/// <param name="resource">Name of the embedded resource that the file becomes; null where the manifest holds the values.</param>
internal sealed class ImportedWeights(string source, string manifest, string? resource, int tensors, long parameters) : ImportedFile(source)
{
    public override void Write(OutputDirectory directory, ImportLists lists)
    {
        var name = Stem + ".weights.json";
        directory.Write(name, manifest);
        lists.AddManifest(directory.PathOf(name));
        if (resource is not null)
            lists.AddResource(Source);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Source}: {tensors:N0} tensors, {parameters:N0} parameters, {(resource is null ? "inline" : $"resource {resource}")}");
}

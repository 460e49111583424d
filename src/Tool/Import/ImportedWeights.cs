using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelCompiler.Tool.Import;

/// <summary>A weight file that was read.</summary>
/// <param name="Source">The file as the project or the user writes it, with forward slashes.</param>
/// <param name="Manifest">The text for the compiler.</param>
/// <param name="Resource">Name of the embedded resource that the file becomes; null where the manifest holds the values.</param>
internal sealed record ImportedWeights(string Source, string Manifest, string? Resource, int TensorCount, long ParameterCount)
{
    /// <summary>
    /// The manifest's file name: the weight file's, and for one of another directory a hash of its path, since every model of a
    /// model hub is called <c>model.safetensors</c>.
    /// </summary>
    public string ManifestName
    {
        get
        {
            var name = Path.GetFileNameWithoutExtension(Source);
            var isInDirectory = Path.GetFileName(Source) != Source;
            return isInDirectory ? $"{name}-{Hash(Source)}.weights.json" : $"{name}.weights.json";
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Source}: {TensorCount:N0} tensors, {ParameterCount:N0} parameters, {(Resource is null ? "inline" : $"resource {Resource}")}");

    private static string Hash(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 4));
}

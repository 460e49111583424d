using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ModelCompiler.Tool.Costs;

/// <summary>
/// Reads what generated code notes about its models: <c>[assembly: AssemblyMetadata("ModelCompiler.Cost:MyApp.LeNet5", "61,706 parameters, …")]</c>.
/// The assembly is not loaded, since it may be for another platform and is about to be written again.
/// </summary>
internal static class ModelCosts
{
    private const string KeyPrefix = "ModelCompiler.Cost:";

    /// <summary>Full class name and cost of each model, ordered by name.</summary>
    /// <exception cref="BadImageFormatException">The file is no assembly.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<(string Model, string Cost)> Read(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        if (!file.HasMetadata)
            throw new BadImageFormatException("The file is no .NET assembly.");
        var metadata = file.GetMetadataReader();
        return [.. metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(handle => metadata.GetCustomAttribute(handle))
            .Where(attribute => TypeName(metadata, attribute) == "AssemblyMetadataAttribute")
            .Select(attribute => ReadPair(metadata.GetBlobReader(attribute.Value)))
            .Where(pair => pair.Key.StartsWith(KeyPrefix, StringComparison.Ordinal))
            .Select(pair => (pair.Key[KeyPrefix.Length..], pair.Value))
            .OrderBy(pair => pair.Item1, StringComparer.Ordinal)];
    }

    private static string? TypeName(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;

    // ECMA-335 II.23.3: a prolog of two bytes, then the constructor's two strings.
    private static (string Key, string Value) ReadPair(BlobReader blob)
    {
        blob.ReadUInt16();
        return (blob.ReadSerializedString() ?? "", blob.ReadSerializedString() ?? "");
    }
}

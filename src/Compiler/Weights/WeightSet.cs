using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Weights;

/// <summary>How a weight file stores its elements (safetensors dtype names).</summary>
internal enum StoredFormat
{
    F32,
    F16,
    BF16,
}

/// <summary>One tensor of a weight file.</summary>
/// <param name="Values">The elements, decoded; null where the build carries them as an embedded resource instead.</param>
internal sealed record StoredWeight(string Name, StoredFormat Format, TensorShape Shape, float[]? Values);

/// <summary>
/// The tensors of one weight file as the import step describes them. Compares by checksum, so that an incremental build
/// does not compare megabytes.
/// </summary>
/// <param name="source">The weight file's name as the model writes it.</param>
/// <param name="resource">Name of the embedded resource that holds the file; null if the values are here.</param>
/// <param name="checksum">Identifies the content.</param>
internal sealed class WeightSet(
    string source, string? resource, string checksum, EquatableArray<StoredWeight> tensors) : IEquatable<WeightSet>
{
    public string Source { get; } = source;

    public string? Resource { get; } = resource;

    public string Checksum { get; } = checksum;

    public EquatableArray<StoredWeight> Tensors { get; } = tensors;

    public bool IsInline => Resource is null;

    public StoredWeight? Find(string name) => Tensors.FirstOrDefault(tensor => tensor.Name == name);

    public bool Equals(WeightSet? other) =>
        other is not null && Source == other.Source && Resource == other.Resource && Checksum == other.Checksum;

    public override bool Equals(object? obj) => Equals(obj as WeightSet);

    public override int GetHashCode() => Checksum.GetHashCode();
}

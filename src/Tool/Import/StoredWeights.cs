using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tool.Import;

/// <summary>The tensors of a weight file in memory.</summary>
/// <param name="Checksum">SHA-256 of the file's bytes, in hexadecimal.</param>
/// <param name="Tensors">All finite, under distinct names.</param>
internal sealed record StoredWeights(string Checksum, IReadOnlyList<StoredTensor> Tensors)
{
    public long ParameterCount => Tensors.Sum(tensor => (long)tensor.Info.Length);

    /// <summary>As the compiler takes them.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="resource">The embedded resource that the file becomes; null to pass the values.</param>
    public WeightSet ToWeightSet(string source, string? resource) => new(
        source, resource, Checksum, Tensors.Select(tensor => Describe(tensor, withValues: resource is null)).ToEquatableArray());

    /// <summary>As a compiled model takes them.</summary>
    public ModelWeights ToModelWeights() => new(Tensors);

    private static StoredWeight Describe(StoredTensor tensor, bool withValues)
    {
        var shape = new TensorShape(tensor.Info.Shape.ToEquatableArray());
        return new StoredWeight(tensor.Info.Name, FormatOf(tensor.Info.ElementType), shape, withValues ? ValuesOf(tensor) : null);
    }

    private static float[] ValuesOf(StoredTensor tensor)
    {
        var values = new float[tensor.Info.Length];
        tensor.CopyTo(values);
        return values;
    }

    private static StoredFormat FormatOf(WeightElementType type) => type switch
    {
        WeightElementType.Float32 => StoredFormat.F32,
        WeightElementType.Float16 => StoredFormat.F16,
        _ => StoredFormat.BF16,
    };
}

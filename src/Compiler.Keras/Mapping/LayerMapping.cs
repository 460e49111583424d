using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>How a layer of Keras becomes layers of a definition.</summary>
/// <param name="ClassName">As in the file.</param>
/// <param name="Limits">What is not supported, for the docs; empty for nothing.</param>
/// <param name="Map">Adds layers and returns the results.</param>
internal sealed record LayerMapping(string ClassName, string Limits, Func<LayerCall, IReadOnlyList<KerasTensor>> Map)
{
    /// <summary>A layer of one result.</summary>
    public static LayerMapping Of(string className, string limits, Func<LayerCall, KerasTensor> map) =>
        new(className, limits, layer => [map(layer)]);
}

/// <summary>All layers of Keras that can be imported.</summary>
internal static class LayerMappings
{
    /// <summary>By the layer's class.</summary>
    public static IReadOnlyDictionary<string, LayerMapping> All { get; } = new[]
    {
        ConvolutionMappings.Mappings,
        TransposedMappings.Mappings,
        PoolingMappings.Mappings,
        DenseMappings.Mappings,
        NormalizationMappings.Mappings,
        ActivationMappings.Mappings,
        MergeMappings.Mappings,
        ShapeMappings.Mappings,
        ImageMappings.Mappings,
        RecurrentMappings.Mappings,
        WrapperMappings.Mappings,
        AttentionMappings.Mappings,
        TrainingMappings.Mappings,
    }.SelectMany(family => family).ToDictionary(mapping => mapping.ClassName, StringComparer.Ordinal);
}

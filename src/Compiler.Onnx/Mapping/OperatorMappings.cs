namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>All operators of ONNX that can be imported.</summary>
internal static class OperatorMappings
{
    /// <summary>By the operator's name.</summary>
    public static IReadOnlyDictionary<string, OperatorMapping> All { get; } = new[]
    {
        DataMappings.Mappings,
        ConvolutionMappings.Mappings,
        PoolingMappings.Mappings,
        ElementwiseMappings.Mappings,
        ActivationMappings.Mappings,
        MovementMappings.Mappings,
        GatherMappings.Mappings,
        ReductionMappings.Mappings,
        NormalizationMappings.Mappings,
        SoftmaxMappings.Mappings,
        MatrixMappings.Mappings,
        ResizeMappings.Mappings,
        QuantizationMappings.Mappings,
        AttentionMappings.Mappings,
        RecurrentMappings.Mappings,
    }.SelectMany(family => family).ToDictionary(mapping => mapping.Name, StringComparer.Ordinal);
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Normalisations. Their weights have PyTorch's names.</summary>
internal static class NormalizationLayers
{
    public static Value? Batch(LayerContext layer)
    {
        var reader = layer.Reader;
        var epsilon = (float)reader.Number("epsilon", 1e-5);
        var normalization = new BatchNormalization(epsilon) { Activation = Activations.Read(reader) };
        if (reader.HasErrors)
            return null;
        var channels = layer.Operand.Shape[1];
        return layer.Append(
            normalization, layer.Operand,
            Weight("weight", WeightRole.Scale), Weight("bias", WeightRole.Shift),
            Weight("running_mean", WeightRole.Mean), Weight("running_var", WeightRole.Variance));

        Value? Weight(string name, WeightRole role) => layer.Weight($"{layer.Name}.{name}", role, channels);
    }

    public static Value? LocalResponse(LayerContext layer)
    {
        var reader = layer.Reader;
        var normalization = new Lrn(
            reader.Integer("size"), (float)reader.Number("alpha", 1e-4), (float)reader.Number("beta", 0.75),
            (float)reader.Number("bias", 1));
        return reader.HasErrors ? null : layer.Append(normalization, layer.Operand);
    }

    public static Value? Instance(LayerContext layer) => layer.RequireSpatial(1, 2, 3)
        ? Append(layer, "InstanceNormalization", TensorShape.Of(layer.Operand.Shape[1])) : null;

    public static Value? Group(LayerContext layer)
    {
        var (groups, channels) = (layer.Reader.Integer("groups"), layer.Operand.Shape[1]);
        if (channels % groups != 0)
            layer.Reader.Report(DiagnosticCatalog.GroupsDoNotDivideChannels, "groups", layer.Operand.Name, channels, groups);
        return layer.Reader.HasErrors
            ? null
            : Append(layer, "GroupNormalization", TensorShape.Of(channels), OperatorProperties.Of("num_groups", groups));
    }

    public static Value? Layer(LayerContext layer) => FromAxis(layer, "LayerNormalization");

    public static Value? RootMeanSquare(LayerContext layer) => FromAxis(layer, "RMSNormalization", hasShift: false);

    /// <summary>A normalisation over all axes from <c>axis</c> on, with a factor for each element.</summary>
    private static Value? FromAxis(LayerContext layer, string name, bool hasShift = true) => Axis.Read(layer, fallback: -1) is { } axis
        ? Append(
            layer, name, TensorShape.Of([.. layer.Operand.Shape.Dimensions.Skip(axis)]), OperatorProperties.Of("axis", axis), hasShift)
        : null;

    /// <param name="shape">Of γ and β.</param>
    private static Value? Append(
        LayerContext layer, string name, TensorShape shape, LayerProperty? property = null, bool hasShift = true)
    {
        var isAffine = layer.Reader.Flag("affine", true);
        var scale = Factor("weight", WeightRole.Scale, 1);
        var shift = hasShift ? Factor("bias", WeightRole.Shift, 0) : null;
        var epsilon = OperatorProperties.Of("epsilon", layer.Reader.Number("epsilon", 1e-5));
        if (layer.Reader.HasErrors)
            return null;
        return layer.AppendOperator(
            null, name, hasShift ? [layer.Operand, scale, shift] : [layer.Operand, scale],
            property is null ? [epsilon] : [epsilon, property]);

        Value? Factor(string part, WeightRole role, float otherwise) => isAffine
            ? layer.Weight($"{layer.Name}.{part}", role, [.. shape.Dimensions.Select(dimension => (long)dimension)])
            : layer.AddConstant(new FilledTensor(otherwise, shape), part);
    }
}

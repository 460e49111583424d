using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>BatchNormalization and LocalResponseNormalization.</summary>
internal static class NormalizationLayers
{
    /// <summary>Its four weights have PyTorch's names.</summary>
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
}

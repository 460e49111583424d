using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>BatchNormalization over the channels, with PyTorch's names for its four weights.</summary>
internal static class NormalizationLayer
{
    public static Value? Build(LayerContext layer)
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
}

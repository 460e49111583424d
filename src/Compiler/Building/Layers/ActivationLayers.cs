using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Activations as layers of their own, Softmax, and Dropout, which does nothing at inference.</summary>
internal static class ActivationLayers
{
    public static Value? Activation(LayerContext layer)
    {
        var activation = Activations.ReadLayer(layer.Reader);
        return layer.Reader.HasErrors ? null : layer.Append(new Activate(activation), layer.Operand);
    }

    public static Value? Softmax(LayerContext layer) =>
        Axis.Read(layer) is { } axis ? layer.Append(new Softmax(axis), layer.Operand) : null;

    /// <summary>The rate matters in training only.</summary>
    public static Value? Dropout(LayerContext layer) => layer.Append(new Identity(), layer.Operand);
}

using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Layers that read several layers: Add, Multiply, Concat.</summary>
internal static class JoinLayers
{
    /// <summary>More than two layers are added from left to right; the activation follows the last sum.</summary>
    public static Value? Add(LayerContext layer)
    {
        var activation = Activations.Read(layer.Reader);
        if (layer.Reader.HasErrors)
            return null;
        var operands = layer.Operands;
        Value? sum = operands[0];
        for (var i = 1; i < operands.Count - 1 && sum is not null; i++)
            sum = layer.AppendPart(LayerParts.PartialSum(layer.Name, i), new Add(), [sum, operands[i]]);
        return sum is null ? null : layer.Append(new Add { Activation = activation }, sum, operands[operands.Count - 1]);
    }

    public static Value? Multiply(LayerContext layer)
    {
        var product = new Mul { Activation = Activations.Read(layer.Reader) };
        return layer.Reader.HasErrors ? null : layer.Append(product, layer.Operands[0], layer.Operands[1]);
    }

    public static Value? Concat(LayerContext layer) =>
        Axis.Read(layer) is { } axis ? layer.Append(new Concat(axis), [.. layer.Operands]) : null;
}

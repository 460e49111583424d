using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Dense: becomes Gemm.</summary>
internal static class DenseLayer
{
    public static Value? Build(LayerContext layer)
    {
        var reader = layer.Reader;
        var units = reader.Integer("units");
        var hasBias = reader.Flag("bias", true);
        var gemm = new Gemm { Activation = Activations.Read(reader) };
        if (layer.Operand.Shape.Rank != 2)
            reader.Report(DiagnosticCatalog.VectorExpected, null, layer.Operand.Name, layer.Operand.Shape);
        if (reader.HasErrors)
            return null;
        var weight = layer.Weight(layer.Name + ".weight", WeightRole.Filters, units, layer.Operand.Shape[1]);
        if (!hasBias)
            return weight is null ? null : layer.Append(gemm, layer.Operand, weight);
        var bias = layer.Weight(layer.Name + ".bias", WeightRole.Bias, units);
        return reader.HasErrors ? null : layer.Append(gemm, layer.Operand, weight, bias);
    }
}

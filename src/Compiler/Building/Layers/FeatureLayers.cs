using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Embedding, PositionalEncoding and Bilinear.</summary>
internal static class FeatureLayers
{
    /// <summary>The row of a table for each index, which counts as the nearest one there is.</summary>
    public static Value? Embedding(LayerContext layer)
    {
        var (rows, features) = (layer.Reader.Integer("rows"), layer.Reader.Integer("features"));
        var x = layer.Operand;
        if (x.Shape.Rank == TensorShape.MaximumRank)
            layer.Reader.Report(DiagnosticCatalog.TooManyAxes, null, x.Name, x.Shape, TensorShape.MaximumRank);
        if (layer.Reader.HasErrors || layer.Weight(layer.Name + ".weight", WeightRole.Filters, rows, features) is not { } table)
            return null;
        var rank = x.Shape.Rank;
        var written = x.At(0, Formula.Indices(rank));
        var inside = Formula.Minimum(
            Formula.Maximum(written, Formula.Integer(0, written.Type)), Formula.Integer(rows - 1, written.Type));
        var row = Formula.Convert(inside, ElementType.Int32);
        return layer.AppendNest(
            "Embedding", new TensorType(ElementType.Float32, TensorShape.Of([.. x.Shape.Dimensions, features])),
            table.At(1, [row, Formula.Index(rank)]), x, table);
    }

    /// <summary>x + sinusoids of the position (Vaswani 2017, 3.5), which are computed when the weights are packed.</summary>
    public static Value? PositionalEncoding(LayerContext layer)
    {
        if (!layer.RequireSteps())
            return null;
        var shape = TensorShape.Of(1, layer.Operand.Shape[1], layer.Operand.Shape[2]);
        return layer.AppendOperator(null, "Add", [layer.Operand, layer.AddConstant(new SinusoidTensor(shape), "positions")]);
    }

    /// <summary>aᵀ·W·b + c for each output; weights are named as in PyTorch.</summary>
    public static Value? Bilinear(LayerContext layer)
    {
        var reader = layer.Reader;
        var units = reader.Integer("units");
        var hasBias = reader.Flag("bias", true);
        var activation = Activations.Read(reader);
        var (a, b) = (layer.Operands[0], layer.Operands[1]);
        foreach (var operand in layer.Operands.Where(operand => operand.Shape.Rank != 2))
            reader.Report(DiagnosticCatalog.VectorExpected, null, operand.Name, operand.Shape);
        if (reader.HasErrors
            || layer.Weight(layer.Name + ".weight", WeightRole.Filters, units, a.Shape[1], b.Shape[1]) is not { } weight)
            return null;
        var nest = new NestOperands(a, b, weight);
        var (sample, unit) = (Formula.Index(0), Formula.Index(1));
        var sum = Formula.Reduce(
            Combiner.Sum, [a.Shape[1], b.Shape[1]],
            nest.Read(a, sample, Formula.Term(0)) * nest.Read(weight, unit, Formula.Term(0), Formula.Term(1))
            * nest.Read(b, sample, Formula.Term(1)));
        if (hasBias)
            sum += nest.Read(layer.Weight(layer.Name + ".bias", WeightRole.Bias, units)!, unit);
        var type = TensorType.Float(a.Shape[0], units);
        if (activation.IsNone)
            return layer.AppendNest("Bilinear", type, sum, nest.Values);
        return layer.AppendNestPart("sum", "Bilinear", type, sum, nest.Values) is { } result
            ? layer.Append(new Activate(activation), result) : null;
    }
}

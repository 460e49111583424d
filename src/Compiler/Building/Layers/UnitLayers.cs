using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Rbf, Maxout and SqueezeExcite.</summary>
internal static class UnitLayers
{
    private static readonly ActivationKind[] Gates = [ActivationKind.Sigmoid, ActivationKind.HardSigmoid];

    private static readonly ActivationKind[] InnerActivations = [ActivationKind.Relu, ActivationKind.Silu, ActivationKind.HardSwish];

    /// <summary>Euclidean radial basis functions, Σ (x − w)² (LeCun 1998, output layer).</summary>
    public static Value? Rbf(LayerContext layer)
    {
        var units = layer.Reader.Integer("units");
        var x = layer.Operand;
        if (x.Shape.Rank != 2)
            layer.Reader.Report(DiagnosticCatalog.VectorExpected, null, x.Name, x.Shape);
        if (layer.Reader.HasErrors || layer.Weight(layer.Name + ".weight", WeightRole.Filters, units, x.Shape[1]) is not { } weight)
            return null;
        var distance = x.At(0, [Formula.Index(0), Formula.Term(0)]) - weight.At(1, [Formula.Index(1), Formula.Term(0)]);
        var sum = Formula.Reduce(Combiner.Sum, [x.Shape[1]], distance * distance);
        return layer.AppendNest("Rbf", TensorType.Float(x.Shape[0], units), sum, x, weight);
    }

    /// <summary>The maximum of each run of channels (Goodfellow 2013).</summary>
    public static Value? Maxout(LayerContext layer)
    {
        var pieces = layer.Reader.Integer("pieces");
        var x = layer.Operand;
        if (x.Shape[1] % pieces != 0)
            layer.Reader.Report(DiagnosticCatalog.ChannelsNotDivisible, "pieces", pieces, x.Name, x.Shape[1]);
        if (layer.Reader.HasErrors)
            return null;
        var indices = Formula.Indices(x.Shape.Rank);
        indices[1] = (indices[1] * pieces) + Formula.Term(0);
        int[] result = [x.Shape[0], x.Shape[1] / pieces, .. x.Shape.Dimensions.Skip(2)];
        return layer.AppendNest(
            "Maxout", TensorType.Float(result), Formula.Reduce(Combiner.Maximum, [pieces], x.At(0, indices)), x);
    }

    /// <summary>x·gate(W₂·f(W₁·mean(x) + b₁) + b₂), a factor for each channel (Hu 2018); weights are named as in torchvision.</summary>
    public static Value? SqueezeExcite(LayerContext layer)
    {
        var reader = layer.Reader;
        var squeeze = reader.Integer("squeeze");
        if (!layer.RequireSpatial(1, 2, 3))
            return null;
        var inner = new ActivationFunction(InnerActivations[reader.Choice("inner", ["ReLU", "SiLU", "HardSwish"])]);
        var gate = Gates[reader.Choice("gate", ["Sigmoid", "HardSigmoid"])] is var kind && kind == ActivationKind.HardSigmoid
            ? new ActivationFunction(kind, 1f / 6, 0.5f) : new ActivationFunction(kind);
        var (x, shape) = (layer.Operand, layer.Operand.Shape);
        if (reader.HasErrors || layer.AppendOperator("mean", "GlobalAveragePool", [x]) is not { } mean)
            return null;
        var means = Reshaped(layer, "means", mean, TensorShape.Of(shape[0], shape[1], 1, 1));
        var pointwise = SlidingWindow.Pointwise(2);
        var squeezed = means is null ? null : ConvolutionLayers.Append(
            layer, LayerParts.Squeeze(layer.Name), pointwise, 1, squeeze, hasBias: true, means, inner);
        var excited = squeezed is null ? null : ConvolutionLayers.Append(
            layer, LayerParts.Excite(layer.Name), pointwise, 1, shape[1], hasBias: true, squeezed, gate);
        var factors = excited is null ? null : Reshaped(layer, "factors", excited, mean.Shape);
        return factors is null ? null : layer.AppendOperator(null, "Mul", [x, factors]);
    }

    private static Value? Reshaped(LayerContext layer, string part, Value value, TensorShape shape) =>
        value.Shape == shape ? value : layer.AppendPart(layer.PartName(part), new Reshape(shape), [value]);
}

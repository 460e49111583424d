using System.Globalization;
using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Activations as layers of their own, functions along an axis, and Dropout, which does nothing at inference.</summary>
internal static class ActivationLayers
{
    public static Value? Activation(LayerContext layer)
    {
        var activation = Activations.ReadLayer(layer.Reader);
        return layer.Reader.HasErrors ? null : layer.Append(new Activate(activation), layer.Operand);
    }

    public static Value? Selu(LayerContext layer) => layer.AppendOperator(null, "Selu", [layer.Operand]);

    public static Value? Mish(LayerContext layer) => layer.AppendOperator(null, "Mish", [layer.Operand]);

    public static Value? Softplus(LayerContext layer) => layer.AppendOperator(null, "Softplus", [layer.Operand]);

    public static Value? Softsign(LayerContext layer) => layer.AppendOperator(null, "Softsign", [layer.Operand]);

    public static Value? Celu(LayerContext layer)
    {
        var alpha = layer.Reader.Number("alpha", 1);
        if (alpha == 0)
            layer.Reader.ReportRange("alpha", "a number other than 0", alpha);
        return layer.Reader.HasErrors ? null : layer.AppendOperator(null, "Celu", [layer.Operand], OperatorProperties.Of("alpha", alpha));
    }

    public static Value? ThresholdedRelu(LayerContext layer) => layer.AppendOperator(
        null, "ThresholdedRelu", [layer.Operand], OperatorProperties.Of("alpha", layer.Reader.Number("alpha", 1)));

    public static Value? Gelu(LayerContext layer)
    {
        string[] approximations = ["None", "Tanh"];
        var approximation = approximations[layer.Reader.Choice("approximate", approximations)];
        return layer.AppendOperator(null, "Gelu", [layer.Operand], OperatorProperties.Of("approximate", approximation));
    }

    public static Value? Shrink(LayerContext layer) => layer.AppendOperator(
        null, "Shrink", [layer.Operand], OperatorProperties.Of("lambd", layer.Reader.Number("lambda", 0.5)),
        OperatorProperties.Of("bias", layer.Reader.Number("bias", 0)));

    /// <summary>A slope for all channels, or one for each; its weight has PyTorch's name.</summary>
    public static Value? ParametricRelu(LayerContext layer)
    {
        var shape = layer.Operand.Shape;
        var slopes = layer.Reader.Flag("perChannel", false) ? shape[1] : 1;
        if (layer.Weight(layer.Name + ".weight", WeightRole.Shift, slopes) is not { } weight)
            return null;
        var aligned = new ReshapedTensor(weight.Constant!, TensorShape.Of([slopes, .. Enumerable.Repeat(1, shape.Rank - 2)]));
        return layer.AppendOperator(null, "PRelu", [layer.Operand, layer.AddConstant(aligned, "slopes")]);
    }

    /// <summary>α·tanh(β·x) (LeCun 1998, appendix A).</summary>
    public static Value? ScaledTanh(LayerContext layer)
    {
        var alpha = Formula.Number((float)layer.Reader.Number("alpha", 1.7159));
        var beta = Formula.Number((float)layer.Reader.Number("beta", 2.0 / 3));
        var x = layer.Operand;
        var element = x.At(0, Formula.Indices(x.Shape.Rank));
        return layer.AppendNest("ScaledTanh", x.Type, alpha * ActivationFormulas.Tanh(beta * element), x);
    }

    public static Value? HardTanh(LayerContext layer)
    {
        var reader = layer.Reader;
        var (minimum, maximum) = (reader.Number("minimum", -1), reader.Number("maximum", 1));
        if (minimum > maximum)
            reader.Report(
                DiagnosticCatalog.MinimumAboveMaximum, reader.Has("minimum") ? "minimum" : "maximum", Text(minimum), Text(maximum));
        return reader.HasErrors
            ? null
            : layer.AppendOperator(null, "Clip", [layer.Operand, Bound(minimum, "minimum"), Bound(maximum, "maximum")]);

        static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

        Value Bound(double value, string part) =>
            layer.AddConstant(TensorData.Of(TensorShape.Of([]), [(float)value]), part);
    }

    public static Value? Softmax(LayerContext layer) => AlongAxis(layer, "Softmax");

    public static Value? LogSoftmax(LayerContext layer) => AlongAxis(layer, "LogSoftmax");

    public static Value? Hardmax(LayerContext layer) => AlongAxis(layer, "Hardmax");

    /// <summary>The rate matters in training only.</summary>
    public static Value? Dropout(LayerContext layer) => layer.Append(new Identity(), layer.Operand);

    private static Value? AlongAxis(LayerContext layer, string name) => Axis.Read(layer) is { } axis
        ? layer.AppendOperator(null, name, [layer.Operand], OperatorProperties.Of("axis", axis)) : null;
}

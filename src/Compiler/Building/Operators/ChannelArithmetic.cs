using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// Arithmetic with a constant that is one number, or one for each channel: a batch normalisation γ·(x − μ) + β, which has a kernel
/// and is folded into a convolution before it.
/// </summary>
internal static class ChannelArithmetic
{
    /// <summary>Appends the batch normalisation; null if the operation is none.</summary>
    public static Value? Append(LayerContext layer, BinaryFunction function, Value left, Value right)
    {
        var (x, constant) = left.IsConstant ? (right, left) : (left, right);
        if (!x.IsImage() || x.Shape.Rank < 2 || !constant.IsConstant || Vector(x, constant) is not { } vector)
            return null;
        return function switch
        {
            BinaryFunction.Add => Append(layer, x, Filled(x, 1), vector, Filled(x, 0)),
            BinaryFunction.Subtract when constant == left => Append(layer, x, Filled(x, -1), vector, Filled(x, 0)),
            BinaryFunction.Subtract => Append(layer, x, Filled(x, 1), Filled(x, 0), vector),
            BinaryFunction.Multiply => Append(layer, x, vector, Filled(x, 0), Filled(x, 0)),
            // The reciprocal is rounded: it must neither be infinite nor lose bits for being small.
            BinaryFunction.Divide when constant == right && vector is FilledTensor { Value: var divisor }
                && Math.Abs(divisor) is > 1e-30f and < 1e30f => Append(layer, x, Filled(x, 1 / divisor), Filled(x, 0), Filled(x, 0)),
            _ => null,
        };
    }

    private static Value? Append(LayerContext layer, Value x, WeightExpression scale, WeightExpression shift, WeightExpression mean) =>
        layer.Append(
            new BatchNormalization(0), x, layer.AddConstant(scale, "scale"), layer.AddConstant(shift, "shift"),
            layer.AddConstant(mean, "mean"), layer.AddConstant(Filled(x, 1), "variance"));

    /// <summary>A constant with a number for each channel of an image; null if it is not that.</summary>
    private static WeightExpression? Vector(Value x, Value constant)
    {
        if (constant is { Known.Floats: [var number] } && constant.Shape.Rank <= x.Shape.Rank)
            return Filled(x, number);
        var isPerChannel = constant.Shape.Rank is var rank && rank <= x.Shape.Rank && rank >= x.Shape.Rank - 1
            && constant.Shape[rank - x.Shape.Rank + 1] == x.Shape[1] && constant.Shape.ElementCount == x.Shape[1];
        return isPerChannel ? new ReshapedTensor(constant.Constant!, TensorShape.Of(x.Shape[1])) : null;
    }

    private static FilledTensor Filled(Value x, float value) => new(value, TensorShape.Of(x.Shape[1]));
}

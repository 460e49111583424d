using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Functions of one element.</summary>
internal static class UnaryOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        Of("Abs", ElementSet.Numbers, UnaryFunction.Absolute),
        Of("Neg", ElementSet.Numbers, UnaryFunction.Negate),
        Of("Sign", ElementSet.Numbers, UnaryFunction.Sign),
        Of("Exp", ElementSet.Floats, UnaryFunction.Exponential),
        Of("Log", ElementSet.Floats, UnaryFunction.Logarithm),
        Of("Sqrt", ElementSet.Floats, UnaryFunction.SquareRoot),
        Of("Reciprocal", ElementSet.Floats, x => Formula.Number(1) / x),
        Of("Floor", ElementSet.Floats, UnaryFunction.Floor),
        Of("Ceil", ElementSet.Floats, UnaryFunction.Ceiling),
        Of("Round", ElementSet.Floats, UnaryFunction.Round),
        Of("Sin", ElementSet.Floats, UnaryFunction.Sine),
        Of("Cos", ElementSet.Floats, UnaryFunction.Cosine),
        Of("Tan", ElementSet.Floats, UnaryFunction.Tangent),
        Of("Asin", ElementSet.Floats, UnaryFunction.ArcSine),
        Of("Acos", ElementSet.Floats, UnaryFunction.ArcCosine),
        Of("Atan", ElementSet.Floats, UnaryFunction.ArcTangent),
        Of("Sinh", ElementSet.Floats, UnaryFunction.HyperbolicSine),
        Of("Cosh", ElementSet.Floats, UnaryFunction.HyperbolicCosine),
        Of("Asinh", ElementSet.Floats, UnaryFunction.HyperbolicArcSine),
        Of("Acosh", ElementSet.Floats, UnaryFunction.HyperbolicArcCosine),
        Of("Atanh", ElementSet.Floats, UnaryFunction.HyperbolicArcTangent),
        Of("Erf", ElementSet.Floats, UnaryFunction.Error),
        Of("IsNaN", ElementSet.Floats, UnaryFunction.IsNaN),
        ("IsInf", IsInfinite),
        Of("Not", ElementSet.Truths, UnaryFunction.Not),
        Of("BitwiseNot", ElementSet.Integers, UnaryFunction.BitwiseNot),
    ];

    /// <summary>Appends f(x) for each element x of the first operand.</summary>
    public static Value? Append(LayerContext layer, ElementSet elements, Func<Expression, Expression> function)
    {
        var operand = layer.Operand;
        if (!layer.Requires(elements, operand))
            return null;
        var body = function(Formula.Load(0, operand.Type.Element, Formula.Indices(operand.Shape.Rank)));
        return layer.AppendNest(layer.OperatorName(), new TensorType(body.Type, operand.Shape), body, operand);
    }

    private static (string, Func<LayerContext, Value?>) Of(string name, ElementSet elements, UnaryFunction function) =>
        Of(name, elements, x => Formula.Unary(function, x));

    private static (string, Func<LayerContext, Value?>) Of(
        string name, ElementSet elements, Func<Expression, Expression> function) =>
        (name, layer => Append(layer, elements, function));

    private static Value? IsInfinite(LayerContext layer)
    {
        var detectsNegative = layer.Reader.Flag("detect_negative", true);
        var detectsPositive = layer.Reader.Flag("detect_positive", true);
        return Append(layer, ElementSet.Floats, x => (detectsNegative, detectsPositive) switch
        {
            (true, true) => Formula.Unary(UnaryFunction.IsPositiveInfinity, Formula.Unary(UnaryFunction.Absolute, x)),
            (true, false) => Formula.Unary(UnaryFunction.IsNegativeInfinity, x),
            (false, true) => Formula.Unary(UnaryFunction.IsPositiveInfinity, x),
            _ => Formula.Integer(0, ElementType.Bool),
        });
    }
}

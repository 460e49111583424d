using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Activation functions. Those that kernels know become an activation, which can be fused into what is before it.</summary>
internal static class ActivationOperators
{
    private static Expression Zero { get; } = Formula.Number(0);

    private static Expression One { get; } = Formula.Number(1);

    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Relu", Relu),
        Of("LeakyRelu", ActivationKind.LeakyRelu, 0.01f, ActivationFormulas.LeakyRelu),
        ("PRelu", ParametricRelu),
        Of("Elu", ActivationKind.Elu, 1, ActivationFormulas.Elu),
        ("Selu", Selu),
        Of("Celu", null, 1, (x, alpha) => Formula.Maximum(Zero, x)
            + Formula.Minimum(Zero, alpha * (Exponential(x / alpha) - One))),
        Of("ThresholdedRelu", null, 1, ActivationFormulas.ThresholdedRelu),
        Of("Sigmoid", ActivationKind.Sigmoid, ActivationFormulas.Sigmoid),
        Of("Tanh", ActivationKind.Tanh, ActivationFormulas.Tanh),
        ("HardSigmoid", HardSigmoid),
        Of("HardSwish", ActivationKind.HardSwish,
            x => x * Formula.Maximum(Zero, Formula.Minimum(One, (x / Formula.Number(6)) + Formula.Number(0.5f)))),
        ("Swish", Swish),
        Of("Mish", null, x => x * ActivationFormulas.Tanh(ActivationFormulas.Softplus(x))),
        Of("Softplus", null, ActivationFormulas.Softplus),
        Of("Softsign", null, ActivationFormulas.Softsign),
        ("Gelu", Gelu),
        ("Shrink", Shrink),
        ("Clip", Clip),
    ];

    private static (string, Func<LayerContext, Value?>) Of(
        string name, ActivationKind? kind, Func<Expression, Expression> function) =>
        (name, layer => Append(layer, kind is { } known ? new(known) : null, function));

    /// <summary>A function with the parameter alpha.</summary>
    private static (string, Func<LayerContext, Value?>) Of(
        string name, ActivationKind? kind, float fallback, Func<Expression, Expression, Expression> function) =>
        (name, layer =>
        {
            var alpha = layer.Real("alpha", fallback);
            return Append(layer, kind is { } known ? new(known, alpha) : null, x => function(x, Formula.Number(alpha)));
        });

    /// <summary>An activation where kernels can read the operand, else a loop nest.</summary>
    private static Value? Append(LayerContext layer, ActivationFunction? activation, Func<Expression, Expression> function) =>
        activation is { } known && layer.Operand.IsImage()
            ? layer.Append(new Activate(known), layer.Operand)
            : UnaryOperators.Append(layer, ElementSet.Floats, function);

    private static Value? Relu(LayerContext layer) => layer.Operand.IsImage()
        ? layer.Append(new Activate(new(ActivationKind.Relu)), layer.Operand)
        : UnaryOperators.Append(layer, ElementSet.Numbers, x => Formula.Maximum(x, Formula.Integer(0, x.Type)));

    private static Value? ParametricRelu(LayerContext layer)
    {
        if (layer.Uniform(ElementSet.Numbers) is not { } operands)
            return null;
        var type = operands[0].Type;
        if (Broadcasting.Join(type.Shape, operands[1].Shape) != type.Shape)
            return layer.Misfit(
                $"cannot broadcast '{operands[1].Name}' of shape {operands[1].Shape} to '{operands[0].Name}' of shape {type.Shape}");
        var loads = Broadcasting.LoadAll(operands, type.Shape);
        var body = Formula.Select(Formula.Less(loads[0], Formula.Integer(0, type.Element)), loads[1] * loads[0], loads[0]);
        return layer.AppendNest("PRelu", type, body, operands);
    }

    private static Value? Selu(LayerContext layer)
    {
        var alpha = Formula.Number(layer.Real("alpha", 1.67326319217681884765625f));
        var gamma = Formula.Number(layer.Real("gamma", 1.05070102214813232421875f));
        return UnaryOperators.Append(layer, ElementSet.Floats, x => gamma
            * Formula.Select(Formula.Less(Zero, x), x, alpha * (Exponential(x) - One)));
    }

    private static Value? HardSigmoid(LayerContext layer)
    {
        var (alpha, beta) = (layer.Real("alpha", 0.2f), layer.Real("beta", 0.5f));
        return Append(
            layer, new ActivationFunction(ActivationKind.HardSigmoid, alpha, beta),
            x => ActivationFormulas.HardSigmoid(x, Formula.Number(alpha), Formula.Number(beta)));
    }

    private static Value? Swish(LayerContext layer)
    {
        var alpha = layer.Real("alpha", 1);
        return Append(
            layer, alpha == 1 ? new ActivationFunction(ActivationKind.Silu) : null,
            x => x * ActivationFormulas.Sigmoid(alpha == 1 ? x : Formula.Number(alpha) * x));
    }

    private static Value? Gelu(LayerContext layer)
    {
        var half = Formula.Number(0.5f);
        return layer.Reader.Choice("approximate", ["None", "Tanh"]) == 0
            ? UnaryOperators.Append(layer, ElementSet.Floats, x => half * x * (One + Formula.Unary(
                UnaryFunction.Error, x * Formula.Number((float)Math.Sqrt(0.5)))))
            : UnaryOperators.Append(layer, ElementSet.Floats, x => half * x * (One + Formula.Unary(
                UnaryFunction.HyperbolicTangent,
                Formula.Number((float)Math.Sqrt(2 / Math.PI)) * (x + (Formula.Number(0.044715f) * x * x * x)))));
    }

    private static Value? Shrink(LayerContext layer)
    {
        var (lambda, bias) = (Formula.Number(layer.Real("lambd", 0.5f)), layer.Real("bias", 0));
        return UnaryOperators.Append(layer, ElementSet.Numbers, x =>
        {
            var number = Formula.Convert(x, ElementType.Float32);
            var shrunk = Formula.Select(
                Formula.Less(number, -lambda), number + Formula.Number(bias),
                Formula.Select(Formula.Less(lambda, number), number - Formula.Number(bias), Zero));
            return Formula.Convert(shrunk, x.Type);
        });
    }

    private static Value? Clip(LayerContext layer)
    {
        var operand = layer.Operand;
        Value?[] bounds = [layer.Optional(1), layer.Optional(2)];
        foreach (var bound in bounds.OfType<Value>())
        {
            if (!layer.RequireSame(operand, bound))
                return null;
            if (bound.Shape.ElementCount != 1)
                return layer.Misfit($"takes single numbers as bounds, but '{bound.Name}' has the shape {bound.Shape}");
        }
        if (!layer.Requires(ElementSet.Numbers, operand))
            return null;
        if (operand.IsImage() && ClipKind(bounds) is { } kind)
            return layer.Append(new Activate(new(kind)), operand);
        return ClipNest(layer, operand, bounds);
    }

    /// <summary>The activation that clips at these bounds; null if there is none.</summary>
    private static ActivationKind? ClipKind(Value?[] bounds) => bounds switch
    {
        [{ Known.Floats: [0] }, null] => ActivationKind.Relu,
        [{ Known.Floats: [0] }, { Known.Floats: [6] }] => ActivationKind.Relu6,
        _ => null,
    };

    private static Value? ClipNest(LayerContext layer, Value operand, Value?[] bounds)
    {
        List<Value> inputs = [operand];
        var body = Formula.Load(0, operand.Type.Element, Formula.Indices(operand.Shape.Rank));
        for (var i = 0; i < 2; i++)
        {
            if (bounds[i] is not { } bound)
                continue;
            var load = Formula.Load(
                inputs.Count, bound.Type.Element, Enumerable.Repeat<Expression>(0, bound.Shape.Rank));
            body = Formula.Binary(i == 0 ? BinaryFunction.Maximum : BinaryFunction.Minimum, body, load);
            inputs.Add(bound);
        }
        return layer.AppendNest("Clip", operand.Type, body, [.. inputs]);
    }

    private static Expression Exponential(Expression x) => Formula.Unary(UnaryFunction.Exponential, x);
}

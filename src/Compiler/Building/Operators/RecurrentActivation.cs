using ModelCompiler.Compiler.Expressions;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>An activation of a recurrent cell, by ONNX's name.</summary>
internal sealed record RecurrentActivation(string Name, float Alpha, float Beta)
{
    /// <summary>The names that there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Relu", "Tanh", "Sigmoid", "Affine", "LeakyRelu", "ThresholdedRelu", "ScaledTanh", "HardSigmoid", "Elu", "Softsign", "Softplus",
    ];

    public Expression Of(Expression x)
    {
        var (zero, one, alpha, beta) = (Formula.Number(0), Formula.Number(1), Formula.Number(Alpha), Formula.Number(Beta));
        return Name switch
        {
            "Relu" => Formula.Maximum(x, zero),
            "Tanh" => Formula.Unary(UnaryFunction.HyperbolicTangent, x),
            "Sigmoid" => Formula.Unary(UnaryFunction.Sigmoid, x),
            "Affine" => (alpha * x) + beta,
            "LeakyRelu" => Formula.Select(Formula.Less(x, zero), alpha * x, x),
            "ThresholdedRelu" => Formula.Select(Formula.Less(alpha, x), x, zero),
            "ScaledTanh" => alpha * Formula.Unary(UnaryFunction.HyperbolicTangent, beta * x),
            "HardSigmoid" => Formula.Minimum(Formula.Maximum((alpha * x) + beta, zero), one),
            "Elu" => Formula.Select(Formula.Less(x, zero), alpha * (Formula.Unary(UnaryFunction.Exponential, x) - one), x),
            "Softsign" => x / (one + Formula.Unary(UnaryFunction.Absolute, x)),
            "Softplus" => Formula.Unary(UnaryFunction.Softplus, x),
            _ => throw new InvalidOperationException($"There is no activation '{Name}'."),
        };
    }
}

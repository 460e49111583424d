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
        var (alpha, beta) = (Formula.Number(Alpha), Formula.Number(Beta));
        return Name switch
        {
            "Relu" => Formula.Maximum(x, Formula.Number(0)),
            "Tanh" => ActivationFormulas.Tanh(x),
            "Sigmoid" => ActivationFormulas.Sigmoid(x),
            "Affine" => (alpha * x) + beta,
            "LeakyRelu" => ActivationFormulas.LeakyRelu(x, alpha),
            "ThresholdedRelu" => ActivationFormulas.ThresholdedRelu(x, alpha),
            "ScaledTanh" => alpha * ActivationFormulas.Tanh(beta * x),
            "HardSigmoid" => ActivationFormulas.HardSigmoid(x, alpha, beta),
            "Elu" => ActivationFormulas.Elu(x, alpha),
            "Softsign" => ActivationFormulas.Softsign(x),
            "Softplus" => ActivationFormulas.Softplus(x),
            _ => throw new InvalidOperationException($"There is no activation '{Name}'."),
        };
    }
}

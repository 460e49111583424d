using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The activations of recurrent cells as formulas.</summary>
internal static class CellFormulas
{
    public static Expression Of(this CellActivation activation, Expression x)
    {
        var (alpha, beta) = (Formula.Number(activation.Alpha), Formula.Number(activation.Beta));
        return activation.Name switch
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
            _ => throw new InvalidOperationException($"There is no activation '{activation.Name}'."),
        };
    }
}

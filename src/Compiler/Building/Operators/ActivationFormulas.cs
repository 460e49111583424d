using ModelCompiler.Compiler.Expressions;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Activation functions of floats as ONNX defines them, for operators of their own and for the gates of recurrent ones.</summary>
internal static class ActivationFormulas
{
    private static Expression Zero { get; } = Formula.Number(0);

    private static Expression One { get; } = Formula.Number(1);

    public static Expression LeakyRelu(Expression x, Expression alpha) => Formula.Select(Formula.Less(x, Zero), alpha * x, x);

    public static Expression ThresholdedRelu(Expression x, Expression alpha) => Formula.Select(Formula.Less(alpha, x), x, Zero);

    public static Expression Elu(Expression x, Expression alpha) =>
        Formula.Select(Formula.Less(x, Zero), alpha * (Formula.Unary(UnaryFunction.Exponential, x) - One), x);

    public static Expression HardSigmoid(Expression x, Expression alpha, Expression beta) =>
        Formula.Maximum(Zero, Formula.Minimum(One, (alpha * x) + beta));

    public static Expression Sigmoid(Expression x) => Formula.Unary(UnaryFunction.Sigmoid, x);

    public static Expression Tanh(Expression x) => Formula.Unary(UnaryFunction.HyperbolicTangent, x);

    public static Expression Softplus(Expression x) => Formula.Unary(UnaryFunction.Softplus, x);

    public static Expression Softsign(Expression x) => x / (One + Formula.Unary(UnaryFunction.Absolute, x));
}

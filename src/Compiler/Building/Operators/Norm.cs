using ModelCompiler.Compiler.Expressions;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The p-norm (Σ |x|^p)^(1/p), with the usual exponents as plain arithmetic.</summary>
internal static class Norm
{
    public static Expression Term(Expression x, int p) => p switch
    {
        1 => Formula.Unary(UnaryFunction.Absolute, x),
        2 => x * x,
        _ => Formula.Binary(BinaryFunction.Power, Formula.Unary(UnaryFunction.Absolute, x), Formula.Number(p)),
    };

    public static Expression Root(Expression sum, int p) => p switch
    {
        1 => sum,
        2 => Formula.Unary(UnaryFunction.SquareRoot, sum),
        _ => Formula.Binary(BinaryFunction.Power, sum, Formula.Number(1f / p)),
    };
}

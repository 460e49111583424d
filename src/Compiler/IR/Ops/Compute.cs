using ModelCompiler.Compiler.Expressions;

namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>
/// An operator that is given by what each element of its result is: it becomes a loop nest. Operators with a fast kernel have
/// records of their own; everything else is one of these, so that shapes, constant folding, lowering and printing exist once.
/// </summary>
/// <param name="Operator">The name of the operator for reports, such as Transpose.</param>
/// <param name="Result">The loops run over this shape.</param>
/// <param name="Body">The element at the loops' indices; loads number the node's inputs.</param>
internal sealed record Compute(string Operator, TensorType Result, Expression Body) : Op
{
    public override string Name => Operator;
}

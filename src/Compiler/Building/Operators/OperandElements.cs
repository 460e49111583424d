using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Elements of operands as expressions.</summary>
internal static class OperandElements
{
    /// <summary>The element of a value at indices.</summary>
    /// <param name="operand">The value's number among the operands of the node.</param>
    public static Expression At(this Value value, int operand, IEnumerable<Expression> indices) =>
        Formula.Load(operand, value.Type.Element, indices);
}

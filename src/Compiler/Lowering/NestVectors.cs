using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Expressions.Binary;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Which loop of a nest can run over vectors: the innermost one over elements, if these lie side by side in the result and in every
/// operand, or are the same all along; else the innermost one over the terms of reductions, if those do. The body must be made of
/// functions of floats that vectors have.
/// </summary>
internal static class NestVectors
{
    /// <summary>The axis along which vectors of elements are computed; −1 where there is none.</summary>
    public static int AxisOf(
        Expression body, EquatableArray<NestOperand> operands, EquatableArray<int> extents, EquatableArray<int> strides)
    {
        var axis = InnermostOf(extents);
        return axis >= 0 && extents[axis] >= LoopNest.VectorLength && strides[axis] == 1
            && Formula.Parts(body).Any(part => part is Unary or Binary or Select or Reduction)
            && IsVector(body, operands, Formula.Index(axis)) ? axis : -1;
    }

    /// <summary>The loop of all reductions along which vectors of terms are computed; −1 where there is none.</summary>
    public static int TermOf(Expression body, EquatableArray<NestOperand> operands)
    {
        var reductions = Formula.Parts(body).OfType<Reduction>().ToList();
        if (reductions.Count == 0)
            return -1;
        var loop = InnermostOf(reductions[0].Extents);
        return loop >= 0 && reductions.TrueForAll(reduction => CanBeVectors(reduction) && InnermostOf(reduction.Extents) == loop
            && reduction.Extents[loop] >= LoopNest.VectorLength && IsVector(reduction.Value, operands, Formula.Term(loop))) ? loop : -1;
    }

    private static int InnermostOf(EquatableArray<int> extents) => extents.ToList().FindLastIndex(extent => extent != 1);

    private static bool CanBeVectors(Reduction reduction) =>
        reduction is { Type: ElementType.Float32, Combiner: Combiner.Sum or Combiner.Maximum or Combiner.Minimum };

    private static bool IsVector(Expression part, EquatableArray<NestOperand> operands, Expression index) => part switch
    {
        FloatLiteral => true,
        Load { Type: ElementType.Float32 } load => NestOffsets.StepOf(load, operands[load.Operand].Strides, index) is 0 or 1,
        Unary unary => LoopNest.HasVectors(unary.Function) && IsVector(unary.Operand, operands, index),
        Binary { Type: ElementType.Float32 } binary => LoopNest.HasVectors(binary.Function)
            && IsVector(binary.Left, operands, index) && IsVector(binary.Right, operands, index),
        Select { Type: ElementType.Float32, Condition: Binary { Function: >= BinaryFunction.Equal, Left.Type: ElementType.Float32 } test } select =>
            new[] { test.Left, test.Right, select.Then, select.Else }.All(child => IsVector(child, operands, index)),
        Reduction reduction => CanBeVectors(reduction) && IsVector(reduction.Value, operands, index),
        _ => false,
    };
}

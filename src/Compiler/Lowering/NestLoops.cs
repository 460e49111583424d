using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Makes one long loop of two neighbouring ones, if all tensors go on in the second one's step where it ends: vectors fill the
/// rows of 7×7 images that way. The outer one runs once afterwards, and bodies have 0 for the index of a loop that does.
/// </summary>
internal static class NestLoops
{
    /// <summary>Merges loops over elements.</summary>
    /// <param name="extents">How often each loop runs.</param>
    /// <param name="strides">Steps in the result.</param>
    public static (Expression Body, EquatableArray<int> Extents) Merge(
        Expression body, EquatableArray<NestOperand> operands, EquatableArray<int> extents, EquatableArray<int> strides) =>
        Merge(body, operands, extents, Formula.Index, (outer, inner, count) => strides[outer] == strides[inner] * count);

    /// <summary>Merges the loops of reductions that do not search for a place.</summary>
    public static Expression MergeTerms(Expression body, EquatableArray<NestOperand> operands) => Formula.Rewrite(body, part =>
    {
        if (part is not Reduction { Combiner: < Combiner.FirstMaximum } reduction)
            return null;
        var looped = Formula.Rewrite(
            reduction.Value, inner => inner is ReductionIndex index && reduction.Extents[index.Loop] == 1 ? 0 : null);
        var (value, extents) = Merge(looped, operands, reduction.Extents, Formula.Term, (_, _, _) => true);
        return reduction with { Value = value, Extents = extents };
    });

    private static (Expression Body, EquatableArray<int> Extents) Merge(
        Expression body, EquatableArray<NestOperand> operands, EquatableArray<int> extents, Func<int, Expression> indexOf,
        Func<int, int, int, bool> goesOn)
    {
        int[] counts = [.. extents];
        var inner = Array.FindLastIndex(counts, count => count != 1);
        for (var outer = inner - 1; outer >= 0; outer--)
        {
            if (counts[outer] == 1)
                continue;
            if (goesOn(outer, inner, counts[inner]) && LoadsGoOn(body, operands, indexOf(outer), indexOf(inner), counts[inner]))
            {
                (counts[inner], counts[outer]) = (counts[inner] * counts[outer], 1);
                var merged = indexOf(outer);
                body = Formula.Rewrite(body, part => part == merged ? 0 : null);
            }
            else
                inner = outer;
        }

        return (body, counts.ToEquatableArray());
    }

    private static bool LoadsGoOn(
        Expression part, EquatableArray<NestOperand> operands, Expression outer, Expression inner, int count) => part is Load load
        ? NestOffsets.StepOf(load, operands[load.Operand].Strides, inner) * count is { } step
            && NestOffsets.StepOf(load, operands[load.Operand].Strides, outer) == step
        : part != outer && part != inner && part.Children.All(child => LoadsGoOn(child, operands, outer, inner, count));
}

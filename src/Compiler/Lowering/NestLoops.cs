using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Expressions.Binary;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Makes one long loop of two neighbouring ones, if all tensors go on in the second one's step where it ends: vectors fill the
/// rows of 7×7 images that way. The outer one runs once afterwards, and bodies have 0 for the index of a loop that does.
/// </summary>
internal static class NestLoops
{
    /// <summary>
    /// Makes two loops of each whose index is only asked for its quotient and remainder by one divisor, such as that of a tensor whose
    /// heads lie side by side: then all steps are fixed, and nothing is divided.
    /// </summary>
    public static (Expression Body, EquatableArray<int> Extents, EquatableArray<int> Strides) Split(
        Expression body, EquatableArray<int> extents, EquatableArray<int> strides)
    {
        for (var axis = extents.Count - 1; axis >= 0; axis--)
        {
            var index = Formula.Index(axis);
            var divisors = Formula.Parts(body).Select(part => DivisorOf(part, index)).OfType<int>().Distinct().ToList();
            if (divisors.Count != 1 || divisors[0] < 2 || divisors[0] >= extents[axis] || extents[axis] % divisors[0] != 0)
                continue;
            var (inner, outer) = (divisors[0], axis);
            body = Formula.Rewrite(body, part => part switch
            {
                Binary { Function: BinaryFunction.Divide or BinaryFunction.FloorDivide } when DivisorOf(part, index) is not null => Formula.Index(outer),
                Binary when DivisorOf(part, index) is not null => Formula.Index(outer + 1),
                LoopIndex { Axis: var other } when other == outer => (Formula.Index(outer) * inner) + Formula.Index(outer + 1),
                LoopIndex { Axis: var other } when other > outer => Formula.Index(other + 1),
                _ => null,
            });
            extents = [.. extents.Take(outer), extents[outer] / inner, inner, .. extents.Skip(outer + 1)];
            strides = [.. strides.Take(outer), strides[outer] * inner, strides[outer], .. strides.Skip(outer + 1)];
        }

        return (body, extents, strides);
    }

    private static int? DivisorOf(Expression part, Expression index) => part is Binary
    {
        Function: BinaryFunction.Divide or BinaryFunction.FloorDivide or BinaryFunction.Remainder or BinaryFunction.Modulo,
        Right: IntegerLiteral { Value: > 0 and <= int.MaxValue } divisor,
    } quotient && quotient.Left == index ? (int)divisor.Value : null;

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

using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// The product of stacks of matrices as NumPy's matmul defines it: the axes before the last two are broadcast, and a vector is a
/// row on the left and a column on the right.
/// </summary>
internal sealed record MatrixProduct(TensorShape Left, TensorShape Right, TensorShape Result)
{
    /// <summary>The product of two tensors; null if they do not fit, which is reported.</summary>
    public static MatrixProduct? Of(LayerContext layer, TensorShape left, TensorShape right)
    {
        if (left.Rank > 0 && right.Rank > 0 && left[left.Rank - 1] == right[Math.Max(0, right.Rank - 2)]
            && Broadcasting.Join(StackOf(left), StackOf(right)) is { } stack)
        {
            int[] result =
            [
                .. stack.Dimensions,
                .. left.Rank > 1 ? [left[left.Rank - 2]] : Array.Empty<int>(),
                .. right.Rank > 1 ? [right[right.Rank - 1]] : Array.Empty<int>(),
            ];
            return new(left, right, TensorShape.Of(result));
        }

        layer.Misfit($"cannot multiply matrices {left} and {right}");
        return null;
    }

    /// <summary>The sum of products at the indices of the result.</summary>
    /// <param name="left">An element of the left operand.</param>
    /// <param name="right">An element of the right operand, of the same type.</param>
    public Expression Sum(Func<Expression[], Expression> left, Func<Expression[], Expression> right)
    {
        var indices = Formula.Indices(Result.Rank);
        var stack = indices.Take(Result.Rank - (Left.Rank > 1 ? 1 : 0) - (Right.Rank > 1 ? 1 : 0)).ToArray();
        var a = left([.. InStack(StackOf(Left), stack), .. Left.Rank > 1 ? [indices[stack.Length]] : Array.Empty<Expression>(), Formula.Term(0)]);
        var b = right([.. InStack(StackOf(Right), stack), Formula.Term(0), .. Right.Rank > 1 ? [indices[Result.Rank - 1]] : Array.Empty<Expression>()]);
        return Formula.Reduce(Combiner.Sum, [Left[Left.Rank - 1]], a * b);
    }

    private static TensorShape StackOf(TensorShape shape) => TensorShape.Of([.. shape.Dimensions.Take(shape.Rank - 2)]);

    private static IEnumerable<Expression> InStack(TensorShape own, Expression[] indices) =>
        own.Dimensions.Select((dimension, axis) => dimension == 1 ? 0 : indices[indices.Length - own.Rank + axis]);
}

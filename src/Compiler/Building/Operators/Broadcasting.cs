using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>NumPy's broadcasting: shapes are aligned at their last axis, and where one has 1 the others repeat it.</summary>
internal static class Broadcasting
{
    /// <summary>The shape to which all operands are broadcast; null if they do not fit, which is reported.</summary>
    public static TensorShape? Join(LayerContext layer, params IEnumerable<Value> operands)
    {
        TensorShape? joined = null;
        foreach (var operand in operands)
        {
            if ((joined is { } shape ? Join(shape, operand.Shape) : operand.Shape) is not { } result)
            {
                layer.Misfit($"cannot broadcast '{operand.Name}' of shape {operand.Shape} to {joined}");
                return null;
            }
            joined = result;
        }
        return joined;
    }

    /// <summary>The shape to which both are broadcast; null if they do not fit.</summary>
    public static TensorShape? Join(TensorShape a, TensorShape b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        var result = new int[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var (left, right) = (Dimension(a, axis, rank), Dimension(b, axis, rank));
            if (left != right && left != 1 && right != 1)
                return null;
            result[axis] = left == 1 ? right : left;
        }
        return TensorShape.Of(result);
    }

    /// <summary>The element of an operand that belongs to the loops' indices over the joined shape.</summary>
    public static Expression Load(int operand, Value value, TensorShape joined) =>
        Load(operand, value, Formula.Indices(joined.Rank));

    /// <summary>The element of an operand that belongs to the given indices into the joined shape.</summary>
    public static Expression Load(int operand, Value value, IReadOnlyList<Expression> indices)
    {
        var shape = value.Shape;
        var missing = indices.Count - shape.Rank;
        return Formula.Load(
            operand, value.Type.Element, shape.Dimensions.Select((dimension, axis) => dimension == 1 ? 0 : indices[missing + axis]));
    }

    /// <summary>The elements of all operands that belong to the loops' indices over the joined shape.</summary>
    public static Expression[] LoadAll(IReadOnlyList<Value> operands, TensorShape joined) =>
        [.. operands.Select((operand, i) => Load(i, operand, joined))];

    private static int Dimension(TensorShape shape, int axis, int rank)
    {
        var own = axis - (rank - shape.Rank);
        return own < 0 ? 1 : shape[own];
    }
}

using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// The elements of a tensor in groups, over each of which something is computed once: a mean, a maximum. What is computed is a
/// tensor with one element for each group.
/// </summary>
/// <param name="Groups">The shape of what is computed.</param>
/// <param name="Extents">How many elements a group has, along each loop over it.</param>
/// <param name="Members">The indices of an element of a group, from the group's indices and the loops' terms.</param>
/// <param name="GroupOf">The indices of an element's group, from the element's own.</param>
internal sealed record ElementGroups(Value X, TensorShape Groups, int[] Extents, Expression[] Members, Expression[] GroupOf)
{
    /// <summary>The number of elements in a group.</summary>
    public Expression Count => Formula.Number(Extents.Aggregate(1f, (product, extent) => product * extent));

    /// <summary>The element of the tensor at the loops' indices; the tensor is operand 0.</summary>
    public Expression Element => X.At(0, Formula.Indices(X.Shape.Rank));

    /// <summary>Groups along axes, which become 1.</summary>
    public static ElementGroups Along(Value x, IReadOnlyList<int> axes)
    {
        var (shape, rank) = (x.Shape, x.Shape.Rank);
        var (members, groupOf) = (Formula.Indices(rank), Formula.Indices(rank));
        for (var i = 0; i < axes.Count; i++)
            (members[axes[i]], groupOf[axes[i]]) = (Formula.Term(i), 0);
        return new(
            x, TensorShape.Of([.. shape.Dimensions.Select((dimension, axis) => axes.Contains(axis) ? 1 : dimension)]),
            [.. axes.Select(axis => shape[axis])], members, groupOf);
    }

    /// <summary>Groups of neighbouring channels of each sample, with all their positions: [N, groups].</summary>
    public static ElementGroups OfChannels(Value x, int groups)
    {
        var (shape, size) = (x.Shape, x.Shape[1] / groups);
        Expression[] positions = [.. Enumerable.Range(1, shape.Rank - 2).Select(Formula.Term)];
        return new(
            x, TensorShape.Of(shape[0], groups), [size, .. shape.Dimensions.Skip(2)],
            [Formula.Index(0), (Formula.Index(1) * size) + Formula.Term(0), .. positions],
            [Formula.Index(0), Formula.Index(1) / size]);
    }

    /// <summary>Adds the mean of each group.</summary>
    public Value? AppendMean(LayerContext layer, string? part = "mean") =>
        Append(layer, part, (Combiner.Sum, value => value), sum => sum / Count);

    /// <summary>Adds one number for each group, combined of its elements.</summary>
    /// <param name="term">What is combined, of an element.</param>
    /// <param name="finish">What becomes of the combination.</param>
    public Value? Append(
        LayerContext layer, string? part, (Combiner Combiner, Func<Expression, Expression> Term) reduction,
        Func<Expression, Expression> finish)
    {
        var body = finish(Formula.Reduce(reduction.Combiner, Extents, reduction.Term(X.At(0, Members))));
        return layer.AppendNestPart(part, layer.OperatorName(), new TensorType(body.Type, Groups), body, X);
    }

    /// <summary>Adds one number for each group, combined of its elements and a number of the group.</summary>
    public Value? Append(
        LayerContext layer, string? part, Value number, (Combiner Combiner, Func<Expression, Expression, Expression> Term) reduction,
        Func<Expression, Expression> finish)
    {
        var term = reduction.Term(X.At(0, Members), number.At(1, Formula.Indices(Groups.Rank)));
        var body = finish(Formula.Reduce(reduction.Combiner, Extents, term));
        return layer.AppendNestPart(part, layer.OperatorName(), new TensorType(body.Type, Groups), body, X, number);
    }

    /// <summary>Adds 1/√(σ² + ε) of each group, or with another ending.</summary>
    public Value? AppendInverseDeviation(
        LayerContext layer, Value mean, float epsilon, string? part = "scale", Func<Expression, Expression>? finish = null)
    {
        return Append(layer, part, mean, (Combiner.Sum, Square), sum => (finish ?? Inverse)(sum / Count));

        static Expression Square(Expression x, Expression mean) => (x - mean) * (x - mean);
        Expression Inverse(Expression variance) => InverseRoot(variance, epsilon);
    }

    /// <summary>1/√(x + ε).</summary>
    public static Expression InverseRoot(Expression x, float epsilon) =>
        Formula.Number(1) / Formula.Unary(UnaryFunction.SquareRoot, x + Formula.Number(epsilon));

    /// <summary>The number of an element's group, at the loops' indices over the tensor.</summary>
    public Expression NumberOf(Value numbers, int operand) => numbers.At(operand, GroupOf);
}

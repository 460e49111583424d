using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// Attention: softmax(softcap(scale·Q·Kᵀ) + mask)·V for each head, where several heads of Q may share one of K and V. Scores,
/// their softmax and the result are loop nests of their own; nothing is transposed on the way.
/// </summary>
internal static class AttentionOperator
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders => [("Attention", Build)];

    private static readonly Expression Least = Formula.Number(float.NegativeInfinity);

    /// <summary>What a layer may ask for, in the order in which it is computed.</summary>
    private enum Output
    {
        Y,
        PresentKey,
        PresentValue,
        Scores,
        CappedScores,
        MaskedScores,
        Softmax,
    }

    private static Value? Build(LayerContext layer)
    {
        var output = layer.Reader.Choice<Output>("output");
        if (ReadHeads(layer) is not var (query, key, value))
            return null;
        if (output is Output.PresentKey or Output.PresentValue)
            return Present(layer, output == Output.PresentKey ? key : value, output == Output.PresentKey ? 4 : 5, null)?.Value;
        if (Present(layer, key, 4, "key") is not { } keys || !RequireMask(layer, query, keys))
            return null;
        var scores = AppendScores(
            layer, query, keys, output is Output.Y or Output.Softmax ? Output.MaskedScores : output,
            output is Output.Y or Output.Softmax ? "scores" : null);
        if (scores is null || output is not (Output.Y or Output.Softmax))
            return scores;
        var weights = AppendSoftmax(layer, scores, output == Output.Softmax ? null : "softmax");
        if (weights is null || output == Output.Softmax)
            return weights;
        return Present(layer, value, 5, "value") is { } values ? AppendResult(layer, query, weights, values) : null;
    }

    private static (AttentionHeads Query, AttentionHeads Key, AttentionHeads Value)? ReadHeads(LayerContext layer)
    {
        var (heads, sharedHeads) = (layer.Reader.Integer("q_num_heads", 0), layer.Reader.Integer("kv_num_heads", 0));
        foreach (var operand in Enumerable.Range(0, 6).Where(i => i != 3).Select(layer.Optional).OfType<Value>())
            if (!layer.Requires(ElementSet.Floats, operand))
                return null;
        if (AttentionHeads.Of(layer, layer.Operand, heads) is not { } query
            || AttentionHeads.Of(layer, layer.Operands[1], sharedHeads) is not { } key
            || AttentionHeads.Of(layer, layer.Operands[2], sharedHeads) is not { } value)
            return null;
        if (key.Batch == query.Batch && value.Batch == query.Batch && key.Heads == value.Heads && key.Length == value.Length
            && key.Size == query.Size && key.Heads > 0 && query.Heads % key.Heads == 0)
            return (query, key, value);
        layer.Misfit($"cannot attend with a query {query.Shape} to keys {key.Shape} and values {value.Shape}");
        return null;
    }

    /// <summary>Keys or values with those of the past before them; null if they do not fit, which is reported.</summary>
    /// <param name="past">The operand that holds the past.</param>
    /// <param name="part">Null if they are what the layer is asked for.</param>
    private static AttentionHeads? Present(LayerContext layer, AttentionHeads current, int past, string? part)
    {
        var nest = new NestOperands();
        if (layer.Optional(past) is not { } earlier)
            return part is not null || current.Value.Shape.Rank == 4
                ? current : Append(current.Shape, Current(Formula.Index(2)));
        var length = earlier.Shape.Rank == 4 ? earlier.Shape[2] : 0;
        if (!layer.RequireShape(earlier, current.Batch, current.Heads, length, current.Size))
            return null;
        var position = Formula.Index(2);
        return Append(
            TensorShape.Of(current.Batch, current.Heads, length + current.Length, current.Size),
            Formula.Select(Formula.Less(position, length), nest.Read(earlier, Formula.Indices(4)), Current(position - length)));

        Expression Current(Expression position) => current.Read(nest, Formula.Index(0), Formula.Index(1), position, Formula.Index(3));

        AttentionHeads? Append(TensorShape shape, Expression body) =>
            layer.AppendNestPart(part, "Attention", new TensorType(ElementType.Float32, shape), body, nest.Values) is { } present
                ? AttentionHeads.Of(layer, present, 0) : null;
    }

    private static bool RequireMask(LayerContext layer, AttentionHeads query, AttentionHeads keys)
    {
        if (layer.Optional(6) is { } lengths
            && (!layer.Requires(ElementSet.Indices, lengths) || !layer.RequireShape(lengths, query.Batch)))
            return false;
        if (layer.Optional(3) is not { } mask)
            return true;
        if (!layer.Requires(mask.Type.Element == ElementType.Bool ? ElementSet.Truths : ElementSet.Floats, mask))
            return false;
        int[] scores = [query.Batch, query.Heads, query.Length, keys.Length];
        var missing = 4 - mask.Shape.Rank;
        if (missing >= 0 && mask.Shape.Rank > 0 && mask.Shape.Dimensions.Select((dimension, axis) => axis + missing == 3
            ? dimension <= keys.Length : dimension == 1 || dimension == scores[axis + missing]).All(fits => fits))
            return true;
        layer.Misfit($"cannot broadcast the mask '{mask.Name}' of shape {mask.Shape} to scores {TensorShape.Of(scores)}");
        return false;
    }

    private static Value? AppendScores(LayerContext layer, AttentionHeads query, AttentionHeads keys, Output output, string? part)
    {
        var reader = layer.Reader;
        var (batch, head, row, column) = (Formula.Index(0), Formula.Index(1), Formula.Index(2), Formula.Index(3));
        var nest = new NestOperands();
        var product = query.Read(nest, batch, head, row, Formula.Term(0))
            * keys.Read(nest, batch, head / (query.Heads / keys.Heads), column, Formula.Term(0));
        var scale = reader.Has("scale") ? (float)reader.Number("scale", 1) : (float)(1 / Math.Sqrt(query.Size));
        var score = Formula.Reduce(Combiner.Sum, [query.Size], product) * Formula.Number(scale);
        var cap = (float)reader.Number("softcap", 0);
        if (cap > 0 && output != Output.Scores)
            score = Formula.Unary(UnaryFunction.HyperbolicTangent, score / Formula.Number(cap)) * Formula.Number(cap);
        if (output == Output.MaskedScores)
            score = Masked(layer, score, query.Length, nest);
        var shape = TensorType.Float(query.Batch, query.Heads, query.Length, keys.Length);
        return layer.AppendNestPart(part, "Attention", shape, score, nest.Values);
    }

    /// <summary>−∞ where the query must not look, else the score, plus the mask if that is of floats.</summary>
    private static Expression Masked(LayerContext layer, Expression score, int queryLength, NestOperands nest)
    {
        var (row, column, allowed) = (Formula.Index(2), Formula.Index(3), Formula.True);
        var end = layer.Optional(6) is { } lengths ? Formula.Convert(nest.Read(lengths, Formula.Index(0)), ElementType.Int32) : null;
        if (end is not null)
            allowed = Formula.Less(column, end);
        if (layer.Reader.Flag("is_causal", false))
        {
            // The last row of the query is the last position that there is.
            var offset = end is not null ? end - queryLength : layer.Optional(4) is { } past ? past.Shape[2] : 0;
            allowed = Formula.And(allowed, Formula.Less(column, row + offset + 1));
        }

        if (layer.Optional(3) is { } mask)
        {
            // A mask that is too short ends with positions that are not allowed.
            allowed = Formula.And(allowed, Formula.Less(column, mask.Shape[mask.Shape.Rank - 1]));
            var missing = 4 - mask.Shape.Rank;
            var element = nest.Read(mask, [.. mask.Shape.Dimensions.Select(
                (dimension, axis) => dimension == 1 && axis + missing < 3 ? 0 : Formula.Index(axis + missing))]);
            if (mask.Type.Element == ElementType.Bool)
                allowed = Formula.Select(allowed, element, new IntegerLiteral(0, ElementType.Bool));
            else
                score += element;
        }

        return Formula.Select(allowed, score, Least);
    }

    /// <summary>Softmax of each row; a row that is masked altogether becomes zeros.</summary>
    private static Value? AppendSoftmax(LayerContext layer, Value scores, string? part)
    {
        var isMasked = layer.Reader.Flag("is_causal", false) || layer.Optional(3) is not null || layer.Optional(6) is not null;
        if (!isMasked && scores.IsImage())
            return layer.AppendPart(layer.PartName(part), new Softmax(3), [scores]);
        var rows = ElementGroups.Along(scores, [3]);
        if (rows.Append(layer, "max", (Combiner.Maximum, score => score), greatest => greatest) is not { } greatest
            || rows.Append(layer, "sum", greatest, (Combiner.Sum, Exponential), sum => sum) is not { } sum)
            return null;
        var maximum = rows.NumberOf(greatest, 1);
        var body = Formula.Select(
            Formula.Equal(maximum, Least), Formula.Number(0), Exponential(rows.Element, maximum) / rows.NumberOf(sum, 2));
        return layer.AppendNestPart(part, "Attention", scores.Type, body, scores, greatest, sum);

        static Expression Exponential(Expression score, Expression greatest) =>
            Formula.Unary(UnaryFunction.Exponential, score - greatest);
    }

    private static Value? AppendResult(LayerContext layer, AttentionHeads query, Value weights, AttentionHeads values)
    {
        var isFlat = layer.Operand.Shape.Rank == 3;
        var (row, head, element) = isFlat
            ? (Formula.Index(1), Formula.Index(2) / values.Size, Formula.Index(2) % values.Size)
            : (Formula.Index(2), Formula.Index(1), Formula.Index(3));
        var nest = new NestOperands();
        var product = nest.Read(weights, Formula.Index(0), head, row, Formula.Term(0))
            * values.Read(nest, Formula.Index(0), head / (query.Heads / values.Heads), Formula.Term(0), element);
        var shape = isFlat
            ? TensorShape.Of(query.Batch, query.Length, query.Heads * values.Size)
            : TensorShape.Of(query.Batch, query.Heads, query.Length, values.Size);
        var body = Formula.Reduce(Combiner.Sum, [values.Length], product);
        return layer.AppendNest("Attention", layer.Operand.Type with { Shape = shape }, body, nest.Values);
    }
}

using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Einsum: the product of all operands, summed over every label that the result does not have.</summary>
internal static class EinsumOperator
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders => [("Einsum", Einsum)];

    private static Value? Einsum(LayerContext layer)
    {
        if (layer.Uniform(ElementSet.WideNumbers) is not { } operands)
            return null;
        try
        {
            var equation = EinsumEquation.Read(layer.Reader.Text("equation"), [.. operands.Select(operand => operand.Shape.Rank)]);
            return Append(layer, equation, operands);
        }
        catch (FormatException exception)
        {
            return layer.Misfit(exception.Message, "equation");
        }
    }

    private static Value? Append(LayerContext layer, EinsumEquation equation, Value[] operands)
    {
        if (equation.Result.Count > TensorShape.MaximumRank)
            return layer.Misfit($"would have a result of {equation.Result.Count} axes", "equation");
        if (ExtentsOf(layer, equation, operands) is not { } extents)
            return null;
        int[] summed = [.. extents.Keys.Where(label => !equation.Result.Contains(label)).OrderBy(label => label)];
        var indices = summed.Select((label, i) => (label, Index: Formula.Term(i)))
            .Concat(equation.Result.Select((label, i) => (label, Index: Formula.Index(i))))
            .ToDictionary(pair => pair.label, pair => pair.Index);
        var product = operands.Select((operand, i) => operand.At(i, operand.Shape.Dimensions.Select(
            (dimension, axis) => dimension == 1 ? 0 : indices[equation.Operands[i][axis]]))).Aggregate((left, right) => left * right);
        var body = summed.Length == 0 ? product : Formula.Reduce(Combiner.Sum, summed.Select(label => extents[label]), product);
        var result = TensorShape.Of([.. equation.Result.Select(label => extents[label])]);
        return layer.AppendNest("Einsum", operands[0].Type with { Shape = result }, body, operands);
    }

    /// <summary>How many values the index of each label has; null if operands differ on it, which is reported.</summary>
    private static Dictionary<int, int>? ExtentsOf(LayerContext layer, EinsumEquation equation, Value[] operands)
    {
        var extents = new Dictionary<int, int>();
        for (var i = 0; i < operands.Length; i++)
            for (var axis = 0; axis < operands[i].Shape.Rank; axis++)
            {
                var (label, extent) = (equation.Operands[i][axis], operands[i].Shape[axis]);
                if (!extents.TryGetValue(label, out var known) || known == 1)
                    extents[label] = extent;
                else if (extent != known && extent != 1)
                {
                    layer.Misfit($"has {known} and {extent} elements along axes of the same label", "equation");
                    return null;
                }
            }

        return extents;
    }
}

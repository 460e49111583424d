using System.Globalization;
using System.Text;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.IR;

/// <summary>A graph as text, one line per input, node and output: for tests and for people.</summary>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        text.Append("graph ").Append(graph.Name).Append('\n');
        foreach (var input in graph.Inputs)
            text.Append("  input ").Append(Typed(input)).Append(Format(input.Format)).Append('\n');
        foreach (var node in graph.Nodes)
            text.Append("  ").Append(Print(node)).Append('\n');
        foreach (var output in graph.Outputs)
            text.Append("  output ").Append(Reference(output)).Append('\n');
        return text.ToString();
    }

    /// <summary>One node: <c>%4 conv1 [1, 8, 6, 6] = Conv(%0 input, conv1.weight) …attributes</c>.</summary>
    public static string Print(Node node) =>
        $"{string.Join(", ", node.Outputs.Select(Typed))} = {OpPrinter.Name(node.Op)}"
        + $"({string.Join(", ", node.Inputs.Select(Reference))}){OpPrinter.Attributes(node.Op)}";

    private static string Typed(Value value) =>
        Reference(value) + " " + (value.Type.Element == ElementType.Float32 ? "" : value.Type.Element.ToString()) + value.Shape;

    private static string Reference(Value? value) => value switch
    {
        null => "none",
        { Constant: { } constant } => Expression(constant),
        _ => $"%{value.Id.ToString(CultureInfo.InvariantCulture)} {value.Name}",
    };

    private static string Expression(WeightExpression expression) => expression switch
    {
        StoredTensor stored => stored.Name,
        FilledTensor filled => FormattableString.Invariant($"filled {filled.Value:R}"),
        LiteralTensor literal => $"literal{literal.Shape}",
        ReshapedTensor reshaped => $"reshape({Expression(reshaped.Source)}, {reshaped.Shape})",
        RepeatedTensor repeated => $"repeat({Expression(repeated.Source)}, {repeated.Shape})",
        SoftmaxTensor softmax => $"softmax({Expression(softmax.Source)}, {softmax.Shape})",
        JoinedTensor joined => $"join({string.Join(", ", joined.Runs.Select(run => run.Source.Name))}, {joined.Shape})",
        SinusoidTensor sinusoids => $"sinusoids{sinusoids.Shape}",
        FoldedFilters folded =>
            $"fold({Expression(folded.Filters)}, {Expression(folded.Gamma)}, {Expression(folded.Variance)})",
        FoldedBias folded =>
            $"fold({Expression(folded.Bias)}, {Expression(folded.Gamma)}, {Expression(folded.Beta)}, "
            + $"{Expression(folded.Mean)}, {Expression(folded.Variance)})",
        ScaledFilters scaled => $"{Expression(scaled.Filters)} * {Expression(scaled.Scale)}",
        QuotientTensor quotient => FormattableString.Invariant($"{Expression(quotient.Source)} / {quotient.Divisor:R}"),
        NormalizationScale scale => $"scale({Expression(scale.Gamma)}, {Expression(scale.Variance)})",
        _ => expression.ToString(),
    };

    private static string Format(InputFormat? format) => format is null
        ? ""
        : $" as {format.Element}{(format.ChannelsLast ? " channels last" : "")} mean {format.Mean} scale {format.Scale}";
}

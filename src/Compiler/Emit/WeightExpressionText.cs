using ModelCompiler.Compiler.Packing;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Emit;

/// <summary>
/// Weight expressions as calls of Runtime's packing functions: the same functions, in the same order, as PlanPacker calls at
/// compile time.
/// </summary>
internal static class WeightExpressionText
{
    /// <summary>The statement that packs a tensor.</summary>
    public static string Pack(PackedTensor tensor)
    {
        var destination = $"packed.Span.Slice({tensor.Offset}, {tensor.Length})";
        if (tensor.Packing is WeightPacking.Vector)
            return $"ChannelWeights.Pack({Channels(tensor.Source)}, {destination});";
        var shape = PackedShape.Of(tensor);
        var filters = $"{Filters(tensor.Source)}, {Scale(tensor.Source) ?? "[]"}, "
            + $"new FilterShape({shape.Outputs}, {shape.Inputs}, {shape.KernelHeight}, {shape.KernelWidth})";
        return tensor.Packing switch
        {
            WeightPacking.Planar => $"FilterPacker.Planar({filters}, {destination});",
            WeightPacking.Blocked b =>
                $"FilterPacker.Blocked({filters}, inputBlock: {b.InputBlock}, outputBlock: {b.OutputBlock}, {destination});",
            WeightPacking.Depthwise d => $"FilterPacker.Depthwise({filters}, block: {d.Block}, {destination});",
            WeightPacking.Dense d => $"FilterPacker.Dense({filters}, inputBlock: {d.InputBlock}, {destination});",
            WeightPacking.Winograd w =>
                $"FilterPacker.Winograd({filters}, tileHeight: {w.TileHeight}, tileWidth: {w.TileWidth}, {destination});",
            _ => throw new InvalidOperationException($"No packing for {tensor.Packing}."),
        };
    }

    private static string Read(StoredTensor tensor) =>
        $"weights.GetValues({CSharpText.Literal(tensor.Name)})";

    private static string Filters(WeightExpression expression) => expression switch
    {
        StoredTensor stored => Read(stored),
        FoldedFilters folded => Filters(folded.Filters),
        LiteralTensor literal => $"[{string.Join(", ", literal.Values.Select(CSharpText.Float))}]",
        _ => throw new InvalidOperationException($"{expression} gives no filters."),
    };

    private static string? Scale(WeightExpression expression)
    {
        if (expression is not FoldedFilters folded)
            return null;
        var outer = Channels(new NormalizationScale(folded.Gamma, folded.Variance, folded.Epsilon));
        return Scale(folded.Filters) is { } inner ? $"ChannelWeights.Multiply({inner}, {outer})" : outer;
    }

    private static string Channels(WeightExpression expression) => expression switch
    {
        StoredTensor stored => $"ChannelWeights.Widen({Read(stored)})",
        LiteralTensor literal => $"ChannelWeights.Widen([{string.Join(", ", literal.Values.Select(CSharpText.Float))}])",
        ReshapedTensor reshaped => Channels(reshaped.Source),
        FilledTensor filled => $"ChannelWeights.Fill({CSharpText.Float(filled.Value)}, {filled.Shape.ElementCount})",
        NormalizationScale s =>
            $"ChannelWeights.NormalizationScale({Channels(s.Gamma)}, {Channels(s.Variance)}, {CSharpText.Float(s.Epsilon)})",
        FoldedBias f =>
            $"ChannelWeights.FoldedBias({Channels(f.Bias)}, {Channels(f.Gamma)}, {Channels(f.Beta)}, "
            + $"{Channels(f.Mean)}, {Channels(f.Variance)}, {CSharpText.Float(f.Epsilon)})",
        _ => throw new InvalidOperationException($"{expression} is no vector of channels."),
    };
}

using ModelCompiler.Compiler.Packing;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Emit;

/// <summary>
/// Weight expressions as calls of Runtime's packing functions, which give the same bits as those that PlanPacker calls at compile
/// time.
/// </summary>
internal static class WeightExpressionText
{
    /// <summary>The statement that packs a tensor.</summary>
    public static string Pack(PackedTensor tensor)
    {
        if (tensor.Packing is WeightPacking.Vector)
            return $"packer.Vector({tensor.Length}, {Channels(tensor.Source)});";
        if (tensor.Packing is WeightPacking.Factors)
            return $"packer.Vector({tensor.Length}, {Scale(tensor.Source) ?? $"ChannelWeights.Fill(1f, {tensor.Source.Shape[0]})"});";
        var shape = PackedShape.Of(tensor);
        var sizes = $"new FilterShape({shape.Outputs}, {shape.Inputs}, {shape.KernelHeight}, {shape.KernelWidth})";
        var filters = $"{tensor.Length}, {Filters(tensor.Source)}, {Scale(tensor.Source) ?? "[]"}, {sizes}";
        return tensor.Packing switch
        {
            WeightPacking.Planar => $"packer.Planar({filters});",
            WeightPacking.Blocked b => $"packer.Blocked({filters}, inputBlock: {b.InputBlock}, outputBlock: {b.OutputBlock});",
            WeightPacking.Transposed t => $"packer.Transposed({filters}, strideHeight: {t.StrideHeight}, strideWidth: {t.StrideWidth}, "
                + $"inputBlock: {t.InputBlock}, outputBlock: {t.OutputBlock});",
            WeightPacking.Depthwise d => $"packer.Depthwise({filters}, block: {d.Block});",
            WeightPacking.Dense d => $"packer.Dense({filters}, inputBlock: {d.InputBlock});",
            WeightPacking.DensePairs d => $"packer.DensePairs({tensor.Length}, {Filters(tensor.Source)}, {sizes}, inputBlock: {d.InputBlock});",
            WeightPacking.Winograd w => $"packer.Winograd({filters}, tileHeight: {w.TileHeight}, tileWidth: {w.TileWidth}{(w.StrideHeight * w.StrideWidth == 1 ? "" : $", strideHeight: {w.StrideHeight}, strideWidth: {w.StrideWidth}")});",
            WeightPacking.WinogradColumns w =>
                $"packer.WinogradColumns({filters}, tileHeight: {w.TileHeight}, inputBlock: {w.InputBlock}, outputBlock: {w.OutputBlock});",
            WeightPacking.Fourier f =>
                $"packer.Fourier({filters}, new FourierShape({f.Rows}, {f.Columns}, {f.DilationHeight}, {f.DilationWidth}));",
            WeightPacking.FourierDepthwise f =>
                $"packer.FourierDepthwise({filters}, new FourierShape({f.Rows}, {f.Columns}, {f.DilationHeight}, {f.DilationWidth}));",
            _ => throw new InvalidOperationException($"No packing for {tensor.Packing}."),
        };
    }

    private static string Filters(WeightExpression expression) => expression switch
    {
        StoredTensor stored => $"packer.Stored({CSharpText.Literal(stored.Name)})",
        FoldedFilters folded => Filters(folded.Filters),
        ScaledFilters scaled => Filters(scaled.Filters),
        QuotientTensor quotient => Filters(quotient.Source),
        ReshapedTensor reshaped => Filters(reshaped.Source),
        RepeatedTensor repeated => $"packer.Literal(ChannelWeights.Repeat({Values(repeated.Source)}, {repeated.Count}))",
        SoftmaxTensor softmax => $"packer.Literal(ChannelWeights.Softmax({Values(softmax.Source)}, {softmax.Length}))",
        JoinedTensor joined => $"packer.Literal({Join(joined)})",
        LiteralTensor literal => $"packer.Literal([{string.Join(", ", literal.Values.Select(CSharpText.Float))}])",
        _ => throw new InvalidOperationException($"{expression} gives no filters."),
    };

    /// <summary>The elements of a tensor as an array of floats.</summary>
    private static string Values(WeightExpression expression) => expression switch
    {
        StoredTensor stored => $"packer.Channels({CSharpText.Literal(stored.Name)})",
        ReshapedTensor reshaped => Values(reshaped.Source),
        _ => throw new InvalidOperationException($"{expression} is not stored."),
    };

    private static string Join(JoinedTensor joined) => $"[{string.Join(", ", joined.Runs.Select(Run))}]";

    private static string Run(TensorRun run)
    {
        var values = $".. {Values(run.Source)}";
        return run.Count == run.Source.Shape.ElementCount ? values : FormattableString.Invariant($"{values}[{run.First}..{run.First + run.Count}]");
    }

    private static string? Scale(WeightExpression expression)
    {
        switch (expression)
        {
            case FoldedFilters folded:
                var outer = Channels(new NormalizationScale(folded.Gamma, folded.Variance, folded.Epsilon));
                return Scale(folded.Filters) is { } inner ? $"ChannelWeights.Multiply({inner}, {outer})" : outer;
            case ScaledFilters scaled:
                var factors = Channels(scaled.Scale);
                return Scale(scaled.Filters) is { } before ? $"ChannelWeights.Multiply({before}, {factors})" : factors;
            case QuotientTensor quotient:
                var dividends = Scale(quotient.Source) ?? $"ChannelWeights.Fill(1f, {quotient.Shape[0]})";
                return $"ChannelWeights.Divide({dividends}, {CSharpText.Float(quotient.Divisor)})";
            case ReshapedTensor reshaped:
                return Scale(reshaped.Source);
            default:
                return null;
        }
    }

    private static string Channels(WeightExpression expression) => expression switch
    {
        StoredTensor stored => $"ChannelWeights.Widen(packer.Channels({CSharpText.Literal(stored.Name)}))",
        LiteralTensor literal => $"ChannelWeights.Widen([{string.Join(", ", literal.Values.Select(CSharpText.Float))}])",
        ReshapedTensor reshaped => Channels(reshaped.Source),
        JoinedTensor joined => $"ChannelWeights.Widen({Join(joined)})",
        SinusoidTensor sinusoids => FormattableString.Invariant($"ChannelWeights.Sinusoids({sinusoids.Positions}, {sinusoids.Features})"),
        FilledTensor filled => $"ChannelWeights.Fill({CSharpText.Float(filled.Value)}, {filled.Shape.ElementCount})",
        NormalizationScale s =>
            $"ChannelWeights.NormalizationScale({Channels(s.Gamma)}, {Channels(s.Variance)}, {CSharpText.Float(s.Epsilon)})",
        FoldedBias f =>
            $"ChannelWeights.FoldedBias({Channels(f.Bias)}, {Channels(f.Gamma)}, {Channels(f.Beta)}, "
            + $"{Channels(f.Mean)}, {Channels(f.Variance)}, {CSharpText.Float(f.Epsilon)})",
        QuotientTensor quotient => $"ChannelWeights.Divide({Channels(quotient.Source)}, {CSharpText.Float(quotient.Divisor)})",
        _ => throw new InvalidOperationException($"{expression} is no vector of channels."),
    };
}

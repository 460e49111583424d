using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Packing;

/// <summary>
/// Evaluates the packed weights of a plan at compile time, with the functions that the generated code calls when it packs
/// at run time: both give the same bits.
/// </summary>
internal static class PlanPacker
{
    /// <summary>Packs all constants of a plan; <paramref name="read"/> gives a stored tensor's elements.</summary>
    public static float[] Pack(ExecutionPlan plan, Func<StoredTensor, float[]> read)
    {
        var packed = new float[plan.PackedLength];
        foreach (var tensor in plan.PackedTensors)
            Pack(tensor, read, packed.AsSpan(tensor.Offset, tensor.Length));
        return packed;
    }

    private static void Pack(PackedTensor tensor, Func<StoredTensor, float[]> read, Span<float> destination)
    {
        if (tensor.Packing is WeightPacking.Vector)
        {
            ChannelWeights.Pack(Channels(tensor.Source, read), destination);
            return;
        }

        var (filters, scale) = Filters(tensor.Source, read);
        if (tensor.Packing is WeightPacking.Factors)
        {
            ChannelWeights.Pack(scale.Length == 0 ? ChannelWeights.Fill(1, tensor.Source.Shape[0]) : scale, destination);
            return;
        }

        var shape = PackedShape.Of(tensor);
        switch (tensor.Packing)
        {
            case WeightPacking.Planar:
                FilterPacker.Planar(filters, scale, shape, destination);
                break;
            case WeightPacking.Blocked blocked:
                FilterPacker.Blocked(filters, scale, shape, blocked.InputBlock, blocked.OutputBlock, destination);
                break;
            case WeightPacking.Transposed t:
                FilterPacker.Transposed(
                    filters, scale, shape, t.StrideHeight, t.StrideWidth, t.InputBlock, t.OutputBlock, destination);
                break;
            case WeightPacking.Depthwise depthwise:
                FilterPacker.Depthwise(filters, scale, shape, depthwise.Block, destination);
                break;
            case WeightPacking.Dense dense:
                FilterPacker.Dense(filters, scale, shape, dense.InputBlock, destination);
                break;
            case WeightPacking.DensePairs pairs:
                FilterPacker.DensePairs(filters, shape, pairs.InputBlock, destination);
                break;
            case WeightPacking.Winograd winograd:
                FilterPacker.Winograd(filters, scale, shape, winograd, destination);
                break;
            case WeightPacking.WinogradColumns w:
                FilterPacker.WinogradColumns(filters, scale, shape, w.TileHeight, w.InputBlock, w.OutputBlock, destination);
                break;
            case WeightPacking.Fourier f:
                FourierPacker.Dense(filters, scale, shape, new(f.Rows, f.Columns, f.DilationHeight, f.DilationWidth), destination);
                break;
            case WeightPacking.FourierDepthwise f:
                FourierPacker.Depthwise(filters, scale, shape, new(f.Rows, f.Columns, f.DilationHeight, f.DilationWidth), destination);
                break;
            default:
                throw new InvalidOperationException($"No packing for {tensor.Packing}.");
        }
    }

    private static (float[] Filters, double[] Scale) Filters(WeightExpression expression, Func<StoredTensor, float[]> read)
    {
        switch (expression)
        {
            case StoredTensor stored:
                return (read(stored), []);
            case FoldedFilters folded:
                var (filters, inner) = Filters(folded.Filters, read);
                var outer = ChannelWeights.NormalizationScale(
                    Channels(folded.Gamma, read), Channels(folded.Variance, read), folded.Epsilon);
                return (filters, inner.Length == 0 ? outer : ChannelWeights.Multiply(inner, outer));
            case ScaledFilters scaled:
                var (unscaled, before) = Filters(scaled.Filters, read);
                var factor = Channels(scaled.Scale, read);
                return (unscaled, before.Length == 0 ? factor : ChannelWeights.Multiply(before, factor));
            case QuotientTensor quotient:
                var (dividends, factors) = Filters(quotient.Source, read);
                return (dividends, ChannelWeights.Divide(
                    factors.Length == 0 ? ChannelWeights.Fill(1, quotient.Shape[0]) : factors, quotient.Divisor));
            case LiteralTensor literal:
                return ([.. literal.Values], []);
            case ReshapedTensor reshaped:
                return Filters(reshaped.Source, read);
            case RepeatedTensor repeated:
                return (ChannelWeights.Repeat(Filters(repeated.Source, read).Filters, repeated.Count), []);
            case SoftmaxTensor softmax:
                return (ChannelWeights.Softmax(Filters(softmax.Source, read).Filters, softmax.Length), []);
            case JoinedTensor joined:
                return (Join(joined, read), []);
            default:
                throw new InvalidOperationException($"{expression} gives no filters.");
        }
    }

    private static float[] Join(JoinedTensor joined, Func<StoredTensor, float[]> read) =>
        [.. joined.Runs.SelectMany(run => read(run.Source).Skip(run.First).Take(run.Count))];

    private static double[] Channels(WeightExpression expression, Func<StoredTensor, float[]> read) => expression switch
    {
        StoredTensor stored => ChannelWeights.Widen(read(stored)),
        LiteralTensor literal => ChannelWeights.Widen(literal.Values.AsSpan()),
        ReshapedTensor reshaped => Channels(reshaped.Source, read),
        JoinedTensor joined => ChannelWeights.Widen(Join(joined, read)),
        SinusoidTensor sinusoids => ChannelWeights.Sinusoids(sinusoids.Positions, sinusoids.Features),
        FilledTensor filled => ChannelWeights.Fill(filled.Value, (int)filled.Shape.ElementCount),
        NormalizationScale scale => ChannelWeights.NormalizationScale(
            Channels(scale.Gamma, read), Channels(scale.Variance, read), scale.Epsilon),
        FoldedBias folded => ChannelWeights.FoldedBias(
            Channels(folded.Bias, read), Channels(folded.Gamma, read), Channels(folded.Beta, read),
            Channels(folded.Mean, read), Channels(folded.Variance, read), folded.Epsilon),
        QuotientTensor quotient => ChannelWeights.Divide(Channels(quotient.Source, read), quotient.Divisor),
        _ => throw new InvalidOperationException($"{expression} is no vector of channels."),
    };
}

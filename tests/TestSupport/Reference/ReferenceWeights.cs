using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Testing.Reference;

/// <summary>Weight expressions in double precision, without any rounding to float.</summary>
internal static class ReferenceWeights
{
    public static double[] Evaluate(WeightExpression expression, Func<StoredTensor, double[]> weights)
    {
        return expression switch
        {
            StoredTensor stored => weights(stored),
            FilledTensor filled => [.. Enumerable.Repeat((double)filled.Value, (int)filled.Shape.ElementCount)],
            LiteralTensor literal => [.. literal.Values.Select(value => (double)value)],
            LiteralIntegers literal => [.. literal.Values.Select(value => (double)value)],
            ReshapedTensor reshaped => Evaluate(reshaped.Source, weights),
            RepeatedTensor repeated => [.. Evaluate(repeated.Source, weights).SelectMany(value => Enumerable.Repeat(value, repeated.Count))],
            SoftmaxTensor softmax => [.. Evaluate(softmax.Source, weights).Chunk(softmax.Length).SelectMany(Softmax)],
            JoinedTensor joined => [.. joined.Runs.SelectMany(run => weights(run.Source).Skip(run.First).Take(run.Count))],
            SinusoidTensor sinusoids => [.. Enumerable.Range(0, sinusoids.Positions * sinusoids.Features).Select(i => Sinusoid(
                i / sinusoids.Features, i % sinusoids.Features, sinusoids.Features))],
            FoldedFilters folded => Filters(folded),
            FoldedBias folded => Bias(folded),
            ScaledFilters scaled => Scaled(scaled),
            QuotientTensor quotient => [.. Evaluate(quotient.Source, weights).Select(weight => weight / quotient.Divisor)],
            NormalizationScale scale => Scales(scale.Gamma, scale.Variance, scale.Epsilon),
            _ => throw new InvalidOperationException($"The reference interpreter does not know {expression}."),
        };

        static double Sinusoid(int position, int feature, int features)
        {
            var angle = position / Math.Pow(10000, (feature - (feature % 2)) / (double)features);
            return feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
        }

        static IEnumerable<double> Softmax(double[] row) => row.Select(value => Math.Exp(value) / row.Sum(Math.Exp));

        double[] Scales(WeightExpression gamma, WeightExpression variance, float epsilon) =>
            [.. Evaluate(gamma, weights).Zip(Evaluate(variance, weights), (g, v) => g / Math.Sqrt(v + epsilon))];

        double[] Filters(FoldedFilters folded)
        {
            var scales = Scales(folded.Gamma, folded.Variance, folded.Epsilon);
            var filters = Evaluate(folded.Filters, weights);
            var perOutput = folded.Shape.Dimensions.Skip(folded.OutputAxis + 1).Aggregate(1, (count, size) => count * size);
            return [.. filters.Select((weight, i) => weight * scales[i / perOutput % scales.Length])];
        }

        double[] Scaled(ScaledFilters scaled)
        {
            var factors = Evaluate(scaled.Scale, weights);
            return [.. Evaluate(scaled.Filters, weights).Select((weight, i) => weight * factors[i / scaled.Shape[1]])];
        }

        double[] Bias(FoldedBias folded)
        {
            var (bias, beta, mean) = (Evaluate(folded.Bias, weights), Evaluate(folded.Beta, weights), Evaluate(folded.Mean, weights));
            var scales = Scales(folded.Gamma, folded.Variance, folded.Epsilon);
            return [.. bias.Select((b, i) => ((b - mean[i]) * scales[i]) + beta[i])];
        }
    }
}

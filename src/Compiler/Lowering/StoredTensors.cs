using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Finds the stored tensors of an expression.</summary>
internal static class StoredTensors
{
    /// <summary>The stored tensors of an expression; one that is used twice is listed twice.</summary>
    public static IEnumerable<StoredTensor> In(WeightExpression expression) => expression switch
    {
        StoredTensor stored => [stored],
        ReshapedTensor reshaped => In(reshaped.Source),
        RepeatedTensor repeated => In(repeated.Source),
        SoftmaxTensor softmax => In(softmax.Source),
        JoinedTensor joined => joined.Runs.Select(run => run.Source),
        FoldedFilters f => [.. In(f.Filters), .. In(f.Gamma), .. In(f.Variance)],
        FoldedBias f => [.. In(f.Bias), .. In(f.Gamma), .. In(f.Beta), .. In(f.Mean), .. In(f.Variance)],
        ScaledFilters scaled => [.. In(scaled.Filters), .. In(scaled.Scale)],
        QuotientTensor quotient => In(quotient.Source),
        NormalizationScale s => [.. In(s.Gamma), .. In(s.Variance)],
        _ => [],
    };
}

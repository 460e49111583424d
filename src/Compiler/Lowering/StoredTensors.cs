using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Gathers the stored tensors that packed ones are computed from.</summary>
internal static class StoredTensors
{
    public static EquatableArray<StoredTensor> Of(IEnumerable<PackedTensor> tensors) =>
        tensors.SelectMany(tensor => In(tensor.Source)).Distinct().ToEquatableArray();

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
        QuotientTensor quotient => In(quotient.Source),
        NormalizationScale s => [.. In(s.Gamma), .. In(s.Variance)],
        _ => [],
    };
}

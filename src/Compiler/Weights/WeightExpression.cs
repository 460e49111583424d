using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Weights;

/// <summary>
/// A constant tensor as a formula over stored ones. Passes build it, the plan carries it, Packing evaluates it: in double,
/// in a fixed order, rounded to float once at the end. Expressions print in the invariant culture: plans are hashed by it.
/// </summary>
internal abstract record WeightExpression(TensorShape Shape)
{
    /// <summary>Whether it is filters whose elements are numbers of bfloat16 but for a factor of each output.</summary>
    internal virtual bool IsShort => false;
}

/// <summary>A tensor of the weight file, under its PyTorch name (conv1.weight, bn1.running_mean).</summary>
internal sealed record StoredTensor(string Name, TensorShape Shape, WeightRole Role) : WeightExpression(Shape)
{
    internal override bool IsShort => Role == WeightRole.ShortFilters;
}

/// <summary>What a stored tensor is for; random weights are drawn by it.</summary>
internal enum WeightRole
{
    /// <summary>Filters [out, in/group, …] of a convolution or dense layer.</summary>
    Filters,

    /// <summary>Filters whose elements are numbers of bfloat16: 8 significant bits.</summary>
    ShortFilters,
    Bias,

    /// <summary>γ of a normalisation.</summary>
    Scale,

    /// <summary>β of a normalisation.</summary>
    Shift,
    Mean,
    Variance,
}

/// <summary>The same number everywhere.</summary>
internal sealed record FilledTensor(float Value, TensorShape Shape) : WeightExpression(Shape)
{
    public override string ToString() => FormattableString.Invariant($"FilledTensor({Value:R}, {Shape})");
}

/// <summary>Numbers that stand in the model itself.</summary>
internal sealed record LiteralTensor(EquatableArray<float> Values, TensorShape Shape) : WeightExpression(Shape);

/// <summary>The same numbers in row-major order under another shape.</summary>
internal sealed record ReshapedTensor(WeightExpression Source, TensorShape Shape) : WeightExpression(Shape);

/// <summary>Every number several times, one behind the other, under another shape.</summary>
internal sealed record RepeatedTensor(WeightExpression Source, int Count, TensorShape Shape) : WeightExpression(Shape);

/// <summary>eᶜ / Σ eᶜ over each run of <paramref name="Length"/> numbers, under another shape.</summary>
internal sealed record SoftmaxTensor(WeightExpression Source, int Length, TensorShape Shape) : WeightExpression(Shape);

/// <summary>Runs of elements of stored tensors, one behind the other, under another shape.</summary>
internal sealed record JoinedTensor(EquatableArray<TensorRun> Runs, TensorShape Shape) : WeightExpression(Shape);

/// <summary>Some elements of a stored tensor, in row-major order.</summary>
internal sealed record TensorRun(StoredTensor Source, int First, int Count);

/// <summary>sin(p/10000^(2i/F)) and cos of the same beside each other, for each position p and pair i of F features (Vaswani 2017).</summary>
/// <param name="Shape">Positions and features, behind axes of one element.</param>
internal sealed record SinusoidTensor(TensorShape Shape) : WeightExpression(Shape)
{
    public int Features => Shape[Shape.Rank - 1];

    public int Positions => Shape[Shape.Rank - 2];
}

/// <summary>Integers or truth values (0 or 1) that stand in the model itself.</summary>
internal sealed record LiteralIntegers(EquatableArray<long> Values, TensorShape Shape) : WeightExpression(Shape);

/// <summary>Filters of a convolution or dense layer times γ/√(σ² + ε) of each output channel.</summary>
/// <param name="OutputAxis">The axis of the output channels: 0, but 1 for a transposed convolution.</param>
internal sealed record FoldedFilters(
    WeightExpression Filters, WeightExpression Gamma, WeightExpression Variance, float Epsilon, int OutputAxis)
    : WeightExpression(Filters.Shape)
{
    internal override bool IsShort => Filters.IsShort;

    public override string ToString() =>
        FormattableString.Invariant($"FoldedFilters({Filters}, {Gamma}, {Variance}, {Epsilon:R}, {OutputAxis})");
}

/// <summary>The bias behind a folded batch normalisation: (b − μ)·γ/√(σ² + ε) + β.</summary>
internal sealed record FoldedBias(
    WeightExpression Bias, WeightExpression Gamma, WeightExpression Beta,
    WeightExpression Mean, WeightExpression Variance, float Epsilon)
    : WeightExpression(Gamma.Shape)
{
    public override string ToString() =>
        FormattableString.Invariant($"FoldedBias({Bias}, {Gamma}, {Beta}, {Mean}, {Variance}, {Epsilon:R})");
}

/// <summary>Filters of a dense layer [out, in] times a factor for each output.</summary>
internal sealed record ScaledFilters(WeightExpression Filters, WeightExpression Scale) : WeightExpression(Filters.Shape)
{
    internal override bool IsShort => Filters.IsShort;
}

/// <summary>Filters or a bias, every number divided by one.</summary>
internal sealed record QuotientTensor(WeightExpression Source, float Divisor) : WeightExpression(Source.Shape)
{
    internal override bool IsShort => Source.IsShort;

    public override string ToString() => FormattableString.Invariant($"QuotientTensor({Source}, {Divisor:R})");
}

/// <summary>γ/√(σ² + ε) per channel: the factor of a batch normalisation that was not folded.</summary>
internal sealed record NormalizationScale(WeightExpression Gamma, WeightExpression Variance, float Epsilon)
    : WeightExpression(Gamma.Shape)
{
    public override string ToString() => FormattableString.Invariant($"NormalizationScale({Gamma}, {Variance}, {Epsilon:R})");
}

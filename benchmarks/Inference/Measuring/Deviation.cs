using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Tool.Verification;

namespace ModelCompiler.Benchmarks.Inference.Measuring;

/// <summary>How far outputs are from those that are expected.</summary>
/// <param name="MaximumError">The greatest difference of a float.</param>
/// <param name="Mistake">What is beyond the tolerance of <c>modelc verify</c>; null if nothing is.</param>
internal sealed record Deviation(double MaximumError, string? Mistake)
{
    private static readonly Tolerance Tolerance = new(Tolerance.DefaultRelative, Absolute: null);

    /// <summary>Compares outputs by name.</summary>
    /// <param name="quanta">The quantum of each output that has one.</param>
    public static Deviation Between(
        IReadOnlyList<NamedTensor> outputs, IReadOnlyList<NamedTensor> expected, IReadOnlyDictionary<string, double> quanta) =>
        expected.Select(tensor => Between(
                outputs.FirstOrDefault(output => output.Name == tensor.Name), tensor, quanta.GetValueOrDefault(tensor.Name)))
            .Aggregate((one, other) => one.And(other));

    /// <summary>The worse of both.</summary>
    public Deviation And(Deviation other) => new(Math.Max(MaximumError, other.MaximumError), Mistake ?? other.Mistake);

    private static Deviation Between(NamedTensor? output, NamedTensor expected, double quantum)
    {
        if (output?.TypeText != expected.TypeText)
            return new Deviation(
                double.PositiveInfinity, $"'{expected.Name}' is {output?.TypeText ?? "missing"}, but expected {expected.TypeText}");
        var comparison = new OutputComparison(Tolerance, quantum);
        var mistake = comparison.FindMistake(expected.Name, output.Values, expected.Values, expected.Shape);
        return new Deviation(comparison.MaximumError, mistake);
    }
}

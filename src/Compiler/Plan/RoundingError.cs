namespace ModelCompiler.Compiler.Plan;

/// <summary>How far the arithmetic of float takes a layer from its exact result, given its inputs and before its activation.</summary>
/// <param name="Estimate">
/// The root mean square of the error that is to be expected, relative to that of the results: for roundings, values and weights that are
/// independent and as often negative as positive.
/// </param>
/// <param name="Bound">
/// What no element's error exceeds, relative to the number of its terms times the largest weight times the largest value.
/// </param>
internal sealed record RoundingError(double Estimate, double Bound)
{
    /// <summary>Copies and comparisons.</summary>
    public static RoundingError None { get; } = new(0, 0);

    /// <summary>The error of steps that follow each other.</summary>
    public RoundingError Then(RoundingError next) => new(Math.Sqrt((Estimate * Estimate) + (next.Estimate * next.Estimate)), Bound + next.Bound);
}

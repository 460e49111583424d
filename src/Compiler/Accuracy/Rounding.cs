using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Accuracy;

/// <summary>The model of float arithmetic that the errors rest on (Higham, Accuracy and Stability of Numerical Algorithms, ch. 2 and 3).</summary>
internal static class Rounding
{
    /// <summary>Half a unit in the last place of 1: no operation errs by a larger factor.</summary>
    private const double Unit = 1.0 / (1 << 24);

    // An error is uniform within half a unit in the last place, a unit is 2⁻²³ to 2⁻²⁴ of the number: 1/√3, times 0.68 for numbers whose
    // logarithms are uniform, weighed by their squares.
    private const double Typical = 0.39 * Unit;

    /// <param name="variance">The operations that a result goes through, each weighed with the square of what it rounds relative to the result.</param>
    /// <param name="operations">The operations that one term goes through.</param>
    /// <param name="growth">How much larger than the result its terms are on the way: for the estimate and for the bound.</param>
    public static RoundingError Of(double variance, double operations, (double Typical, double Most)? growth = null)
    {
        var units = operations * Unit;
        // γ_n = n·u/(1 − n·u); where n·u reaches 1 nothing is certain.
        var gamma = units < 1 ? units / (1 - units) : double.PositiveInfinity;
        return new(Typical * Math.Sqrt(variance) * (growth?.Typical ?? 1), gamma * (growth?.Most ?? 1));
    }
}

using System.Globalization;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>Compares an output of a model with the expected one.</summary>
/// <param name="tolerance">For floats; other elements must be equal.</param>
/// <param name="quantum">The distance of neighbouring values of a quantised output, which may be off by one; 0 for others.</param>
internal sealed class OutputComparison(Tolerance tolerance, double quantum = 0)
{
    /// <summary>The largest error; NaN where a number was expected counts as infinite.</summary>
    public double MaximumError { get; private set; }

    /// <summary>What is wrong with an output; null if nothing is.</summary>
    /// <param name="actual">Of the type and length of <paramref name="expected"/>.</param>
    public string? FindMistake(string name, Array actual, Array expected, IReadOnlyList<int> shape) =>
        (actual, expected) is (float[] numbers, float[] wanted)
            ? FindError(name, numbers, wanted, shape) : FindDifference(name, actual, expected, shape);

    private string? FindError(string name, float[] actual, float[] expected, IReadOnlyList<int> shape)
    {
        var absolute = Math.Max(quantum, tolerance.AbsoluteFor(expected));
        var (beyond, worst, worstExcess) = (0, 0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Error(actual[i], expected[i]);
            var excess = error == 0 ? 0 : error / Allowed(expected[i]);
            MaximumError = Math.Max(MaximumError, error);
            if (excess > 1)
                beyond++;
            if (excess > worstExcess)
                (worst, worstExcess) = (i, excess);
        }

        return beyond == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"max error {Error(actual[worst], expected[worst]):G3} at {Place(worst, shape)} of '{name}': expected {expected[worst]:R}, found {actual[worst]:R}, allowed {Allowed(expected[worst]):G3}; {beyond} of {expected.Length} elements are beyond");

        // No share of infinity.
        double Allowed(float value) => absolute + (float.IsFinite(value) ? tolerance.Relative * Math.Abs((double)value) : 0);
    }

    private static string? FindDifference(string name, Array actual, Array expected, IReadOnlyList<int> shape)
    {
        var different = Enumerable.Range(0, expected.Length).Where(i => !Equals(actual.GetValue(i), expected.GetValue(i))).ToList();
        return different.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"{different.Count} of {expected.Length} elements of '{name}' differ, the first at {Place(different[0], shape)}: expected {expected.GetValue(different[0])}, found {actual.GetValue(different[0])}");
    }

    // NaN equals NaN and an infinity itself; otherwise they are infinitely far from everything.
    private static double Error(float actual, float expected) =>
        actual.Equals(expected) || actual == expected ? 0
        : float.IsFinite(actual) && float.IsFinite(expected) ? Math.Abs((double)actual - expected) : double.PositiveInfinity;

    private static string Place(int index, IReadOnlyList<int> shape)
    {
        var place = new int[shape.Count];
        for (var axis = shape.Count - 1; axis >= 0; axis--)
            (index, place[axis]) = Math.DivRem(index, shape[axis]);
        return Units.Shape(place);
    }
}

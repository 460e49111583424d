namespace ModelCompiler.Benchmarks.Kernels.Constants;

/// <summary>A measurement as a sum of constants that are to be found.</summary>
/// <param name="Nanoseconds">What was measured, less what is known.</param>
/// <param name="Terms">How often each constant is in it.</param>
internal sealed record Observation(double Nanoseconds, double[] Terms);

/// <summary>Finds constants that are not negative so that the relative errors of all measurements are smallest in their squares.</summary>
internal static class Fit
{
    public static double[] Solve(IReadOnlyList<Observation> observations)
    {
        var count = observations[0].Terms.Length;
        var used = Enumerable.Range(0, count).ToList();
        while (true)
        {
            var solution = SolveFor(observations, used);
            var worst = Enumerable.Range(0, used.Count).MinBy(i => solution[i]);
            if (solution[worst] >= 0 || used.Count == 1)
                return Spread(solution, used, count);
            // What comes out negative is too small to be seen.
            used.RemoveAt(worst);
        }
    }

    /// <summary>The greatest relative error that remains.</summary>
    public static double WorstError(IReadOnlyList<Observation> observations, double[] constants) => observations.Max(observation =>
        Math.Abs((observation.Terms.Zip(constants, (term, constant) => term * constant).Sum() / observation.Nanoseconds) - 1));

    private static double[] Spread(double[] solution, List<int> used, int count)
    {
        var all = new double[count];
        for (var i = 0; i < used.Count; i++)
            all[used[i]] = Math.Max(0, solution[i]);
        return all;
    }

    // The normal equations, by elimination with the largest pivot.
    private static double[] SolveFor(IReadOnlyList<Observation> observations, List<int> used)
    {
        var n = used.Count;
        var m = new double[n, n + 1];
        foreach (var observation in observations)
            for (var i = 0; i < n; i++)
            {
                var term = observation.Terms[used[i]] / observation.Nanoseconds;
                for (var j = 0; j < n; j++)
                    m[i, j] += term * observation.Terms[used[j]] / observation.Nanoseconds;
                m[i, n] += term;
            }

        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(m[row, column]));
            for (var j = 0; j <= n; j++)
                (m[column, j], m[pivot, j]) = (m[pivot, j], m[column, j]);
            for (var row = 0; row < n; row++)
            {
                var factor = row == column || m[column, column] == 0 ? 0 : m[row, column] / m[column, column];
                for (var j = column; j <= n; j++)
                    m[row, j] -= factor * m[column, j];
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => m[i, i] == 0 ? 0 : m[i, n] / m[i, i])];
    }
}

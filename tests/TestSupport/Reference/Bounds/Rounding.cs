namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>The model of float32 arithmetic that the bounds rest on (Higham, Accuracy and Stability of Numerical Algorithms, ch. 2 and 3).</summary>
internal static class Rounding
{
    /// <summary>Half a unit in the last place of 1: every operation errs by at most this factor.</summary>
    public const double Unit = 1.0 / (1 << 24);

    /// <summary>What underflow may add to a result, generously: subnormal floats end at 1.2e-38.</summary>
    public const double Underflow = 1e-37;

    /// <summary>
    /// γ_n = n·u/(1 − n·u): a term that goes through n operations is off by at most this factor, in whatever order a sum is
    /// taken, with or without fused multiply-add.
    /// </summary>
    public static double Gamma(int operations) => operations * Unit / (1 - (operations * Unit));

    /// <summary>carried + γ_n·magnitude, element by element.</summary>
    public static double[] Accumulate(double[] carried, double[] magnitude, int operations) =>
        [.. carried.Zip(magnitude, (error, size) => error + (Gamma(operations) * size) + Underflow)];
}

namespace ModelCompiler.Testing.Reference.Functions;

/// <summary>Functions in double whose relative error is below 10⁻¹¹ for all floats: nothing, beside half of a float's last place.</summary>
internal static class ExactFunctions
{
    // Below, the first terms left out of the series are less than 10⁻¹⁶ of the result.
    private const double Small = 1e-4;

    // Here both expansions of erf have converged to double precision with the given number of terms.
    private const double ErfBoundary = 3;
    private const int SeriesTerms = 80;
    private const int FractionTerms = 60;

    // 1 − erf 7 is below 2⁻⁵³.
    private const double ErfLimit = 7;

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>x/(1 + e^−x), and its limit at −∞.</summary>
    public static double Silu(double x) => double.IsNegativeInfinity(x) ? -0.0 : x / (1 + Math.Exp(-x));

    public static double Elu(double x, double alpha) => x < 0 ? alpha * Expm1(x) : x;

    public static double Softplus(double x) => Math.Max(x, 0) + LogOfOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>−1, 0 or 1; NaN and the sign of zero are kept.</summary>
    public static double Sign(double x) => double.IsNaN(x) || x == 0 ? x : Math.Sign(x);

    public static double Erf(double x)
    {
        var magnitude = Math.Abs(x);
        if (double.IsNaN(x))
            return x;
        if (magnitude < Small)
            return 2 / Math.Sqrt(Math.PI) * (x - (x * x * x / 3) + (x * x * x * x * x / 10));
        if (magnitude < ErfBoundary)
            return ErfSeries(x);
        return Math.Sign(x) * (magnitude > ErfLimit ? 1 : 1 - Erfc(magnitude));
    }

    /// <summary>e^x − 1 with the relative error of doubles also near 0, where the difference cancels.</summary>
    private static double Expm1(double x) =>
        Math.Abs(x) > 1e-3 ? Math.Exp(x) - 1 : x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4 * (1 + (x / 5))))))));

    private static double LogOfOnePlus(double x) =>
        x > Small ? Math.Log(1 + x) : x * (1 - (x * (0.5 - (x * ((1.0 / 3) - (x / 4))))));

    // erf x = 2/√π · Σ (−1)ⁿ x²ⁿ⁺¹ / (n!·(2n + 1)) (Abramowitz & Stegun 7.1.5)
    private static double ErfSeries(double x)
    {
        var (sum, power) = (0.0, x);
        for (var n = 0; n < SeriesTerms && Math.Abs(power) > 1e-18 * Math.Abs(sum); n++)
        {
            sum += power / ((2 * n) + 1);
            power *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    // erfc x = exp(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))) (Abramowitz & Stegun 7.1.14)
    private static double Erfc(double x)
    {
        var fraction = x;
        for (var n = FractionTerms; n > 0; n--)
            fraction = x + (n / 2.0 / fraction);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}

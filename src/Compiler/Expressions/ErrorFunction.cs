namespace ModelCompiler.Compiler.Expressions;

/// <summary>The error function in double: its Taylor series near 0, the continued fraction of erfc beyond.</summary>
internal static class ErrorFunction
{
    // At 3 both expansions have converged to double precision with the given number of terms.
    private const double Boundary = 3;
    private const int SeriesTerms = 80;
    private const int FractionTerms = 60;

    public static double Of(double x) =>
        double.IsNaN(x) ? x : Math.Abs(x) < Boundary ? Series(x) : Math.Sign(x) * (1 - Complement(Math.Abs(x)));

    // erf x = 2/√π · Σ (−1)ⁿ x²ⁿ⁺¹ / (n!·(2n + 1)) (Abramowitz & Stegun 7.1.5)
    private static double Series(double x)
    {
        var (sum, power) = (0.0, x);
        for (var n = 0; n < SeriesTerms; n++)
        {
            sum += power / ((2 * n) + 1);
            power *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    // erfc x = exp(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))) (Abramowitz & Stegun 7.1.14)
    private static double Complement(double x)
    {
        var fraction = x;
        for (var n = FractionTerms; n > 0; n--)
            fraction = x + (n / 2.0 / fraction);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}

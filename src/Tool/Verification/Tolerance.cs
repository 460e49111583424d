namespace ModelCompiler.Tool.Verification;

/// <summary>How far a computed float may be from the expected one: |actual − expected| ≤ absolute + relative·|expected|.</summary>
/// <param name="Absolute">Null to take 10⁻⁵ times the largest expected magnitude of the output, but at least 10⁻⁵.</param>
internal sealed record Tolerance(double Relative, double? Absolute)
{
    public const double DefaultRelative = 1e-3;
    public const double StrictAbsolute = 1e-6;
    private const double AbsoluteShare = 1e-5;

    /// <summary>The absolute part for an output.</summary>
    public double AbsoluteFor(float[] expected) => Absolute
        ?? AbsoluteShare * Math.Max(1, expected.Where(float.IsFinite).Select(value => (double)Math.Abs(value)).DefaultIfEmpty().Max());
}

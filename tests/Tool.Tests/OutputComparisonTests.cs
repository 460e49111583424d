using ModelCompiler.Tool.Verification;

namespace ModelCompiler.Tests;

public class OutputComparisonTests
{
    private static readonly Tolerance Usual = new(Tolerance.DefaultRelative, null);

    [Theory]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.NaN, 0f, false)]
    [InlineData(0f, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    [InlineData(float.MaxValue, float.PositiveInfinity, false)]
    [InlineData(float.PositiveInfinity, float.MaxValue, false)]
    [InlineData(-0f, 0f, true)]
    [InlineData(1.00099f, 1f, true)]
    [InlineData(1.00102f, 1f, false)]
    [InlineData(0.9e-5f, 0f, true)]
    [InlineData(1.1e-5f, 0f, false)]
    public void OneNumber(float actual, float expected, bool isRight) =>
        Assert.Equal(isRight, Compare(Usual, [actual], [expected]) is null);

    [Fact]
    public void LargeOutputsMayBeOffByMore()
    {
        // The largest finite magnitude counts for all elements.
        float[] expected = [1000, 0, float.NegativeInfinity, float.NaN];
        Assert.Null(Compare(Usual, [1000, 0.0099f, float.NegativeInfinity, float.NaN], expected));
        Assert.NotNull(Compare(Usual, [1000, 0.0101f, float.NegativeInfinity, float.NaN], expected));
        Assert.NotNull(Compare(Usual with { Absolute = 1e-5 }, [1000, 0.0099f, float.NegativeInfinity, float.NaN], expected));
    }

    [Fact]
    public void TheWorstElementIsThatFurthestBeyond()
    {
        var mistake = new OutputComparison(Usual).FindMistake("y", new[] { 1000.5f, 0.5f, 3 }, new[] { 1000f, 0, 3 }, [3, 1]);
        Assert.Equal("max error 0.5 at [1, 0] of 'y': expected 0, found 0.5, allowed 0.01; 1 of 3 elements are beyond", mistake);
    }

    [Fact]
    public void QuantisedOutputsMayBeOffByOneQuantum()
    {
        var comparison = new OutputComparison(Usual, quantum: 0.25);
        Assert.Null(comparison.FindMistake("y", new[] { 0.25f }, new[] { 0f }, [1]));
        Assert.NotNull(comparison.FindMistake("y", new[] { 0.5f }, new[] { 0f }, [1]));
    }

    [Fact]
    public void OtherElementsMustBeEqual()
    {
        Assert.Null(Compare(Usual, new[] { long.MinValue, 3 }, new[] { long.MinValue, 3 }));
        Assert.Equal(
            "1 of 2 elements of 'y' differ, the first at [1]: expected 3, found 4", Compare(Usual, new long[] { 1, 4 }, new long[] { 1, 3 }));
        Assert.Equal("1 of 1 elements of 'y' differ, the first at [0]: expected True, found False", Compare(Usual, new[] { false }, new[] { true }));
    }

    [Fact]
    public void NothingEqualsNothing() => Assert.Null(new OutputComparison(Usual).FindMistake("y", Array.Empty<float>(), Array.Empty<float>(), [0, 3]));

    private static string? Compare(Tolerance tolerance, float[] actual, float[] expected) => Compare(tolerance, (Array)actual, expected);

    private static string? Compare(Tolerance tolerance, Array actual, Array expected) =>
        new OutputComparison(tolerance).FindMistake("y", actual, expected, [expected.Length]);
}

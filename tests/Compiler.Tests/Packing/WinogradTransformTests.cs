using ModelCompiler.Compiler.Packing;

namespace ModelCompiler.Tests.Packing;

public class WinogradTransformTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 3)]
    [InlineData(6, 3)]
    [InlineData(2, 5)]
    [InlineData(4, 5)]
    [InlineData(4, 2)]
    [InlineData(4, 4)]
    public void Gives_the_correlation_exactly(int outputs, int taps)
    {
        // In exact fractions: Aᵀ[(G·g) ⊙ (Bᵀ·d)] must equal the sums by definition, with no error at all.
        var transform = WinogradTransform.Create(outputs, taps);
        Rational[] filter = [.. Enumerable.Range(0, taps).Select(i => new Rational((i * 7) - 3, 2))];
        Rational[] input = [.. Enumerable.Range(0, outputs + taps - 1).Select(i => new Rational((i * 5) - 8, 3))];
        var products = Apply(transform.Filter, filter).Zip(Apply(transform.Input, input), (f, d) => f * d).ToArray();
        Assert.Equal(
            Enumerable.Range(0, outputs).Select(o => Sum(Enumerable.Range(0, taps).Select(t => filter[t] * input[o + t]))),
            Apply(transform.Output, products));
    }

    [Fact]
    public void Refuses_what_it_has_no_points_for() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WinogradTransform.Create(8, 3));

    private static Rational[] Apply(Rational[][] matrix, Rational[] vector) =>
        [.. matrix.Select(row => Sum(row.Zip(vector, (a, x) => a * x)))];

    private static Rational Sum(IEnumerable<Rational> terms) => terms.Aggregate(new Rational(0), (sum, term) => sum + term);
}

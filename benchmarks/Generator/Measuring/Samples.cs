namespace ModelCompiler.Benchmarks.Generator.Measuring;

/// <summary>Times of the same thing.</summary>
internal sealed class Samples(IEnumerable<TimeSpan> times)
{
    private readonly List<TimeSpan> _sorted = [.. times.Order()];

    public TimeSpan Minimum => _sorted[0];

    public TimeSpan Median => _sorted[_sorted.Count / 2];
}

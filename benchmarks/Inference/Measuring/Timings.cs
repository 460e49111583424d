namespace ModelCompiler.Benchmarks.Inference.Measuring;

/// <summary>How long a network takes in one engine, in microseconds per run.</summary>
internal sealed record Timings(double Median, double Minimum, int Samples)
{
    public static Timings Of(List<double> samples)
    {
        samples.Sort();
        var middle = samples.Count / 2;
        var median = samples.Count % 2 == 1 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2;
        return new Timings(median, samples[0], samples.Count);
    }
}

using System.Diagnostics;

namespace ModelCompiler.Benchmarks.Hardware;

/// <summary>Something whose time is wanted.</summary>
internal sealed class Probe(string name, Action run)
{
    private readonly List<double> _samples = [];

    public string Name => name;

    /// <summary>
    /// Nanoseconds per run: the mean of as many as a sample takes, and of all samples the first quartile. On a quiet machine it is the
    /// median but for 2 %; where others run too, half of the samples may be disturbed.
    /// </summary>
    public double Nanoseconds
    {
        get
        {
            var sorted = _samples.Order().ToList();
            return sorted[sorted.Count / 4];
        }
    }

    private int RunsPerSample { get; set; } = 1;

    /// <summary>Long against reading the clock (25 ns), short against the time that another program gets.</summary>
    public void Prepare(TimeSpan sample)
    {
        run();
        var start = Stopwatch.GetTimestamp();
        run();
        var once = Stopwatch.GetElapsedTime(start);
        RunsPerSample = (int)Math.Clamp(sample / (once.Ticks > 0 ? once : TimeSpan.FromTicks(1)), 1, 1_000_000);
    }

    public void Sample()
    {
        // Not counted: it finds the data of the other probes in the caches.
        run();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < RunsPerSample; i++)
            run();
        _samples.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / RunsPerSample);
    }
}

/// <summary>Measures probes in turns: what slows the machine down for a while meets all of them alike.</summary>
internal static class InterleavedProbes
{
    private static readonly TimeSpan SampleTime = TimeSpan.FromMicroseconds(200);

    // Even of the slowest.
    private const int MinimumSamples = 4;

    public static void Measure(IReadOnlyCollection<Probe> probes, TimeSpan time)
    {
        foreach (var probe in probes)
            probe.Prepare(SampleTime);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < MinimumSamples || clock.Elapsed < time; round++)
            foreach (var probe in probes)
                probe.Sample();
    }
}

using System.Diagnostics;
using ModelCompiler.Benchmarks.Inference.Engines;

namespace ModelCompiler.Benchmarks.Inference.Measuring;

/// <summary>
/// Measures engines in turns, a short block of runs of each: what slows the machine down for a while, or lets it boost, meets all
/// of them alike.
/// </summary>
internal static class Interleaving
{
    // Methods are optimised in the background after 30 calls and 100 ms without new ones; both are passed several times over.
    private const int WarmUpRuns = 100;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);

    // Long against a switch between engines, short against the seconds in which a machine changes its clock rate.
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(50);

    // A sample takes 1,000 times as long as reading the clock (about 25 ns), so that the clock costs 0.1 % of it.
    private const double SampleMicroseconds = 25;

    // A network of seconds is still measured three times.
    private const int MinimumSamples = 3;

    /// <param name="time">How long to measure all engines together, after they have warmed up.</param>
    public static IReadOnlyList<Timings> Measure(IReadOnlyList<IEngine> engines, TimeSpan time)
    {
        var runsPerSample = engines.Select(engine => RunsPerSample(WarmUp(engine, time))).ToList();
        var samples = engines.Select(_ => new List<double>()).ToList();
        var total = Stopwatch.StartNew();
        while (total.Elapsed < time || samples[0].Count < MinimumSamples)
            for (var i = 0; i < engines.Count; i++)
                MeasureBlock(engines[i], runsPerSample[i], samples[i]);
        return [.. samples.Select(Timings.Of)];
    }

    /// <returns>Microseconds per run towards the end.</returns>
    private static double WarmUp(IEngine engine, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var last = TimeSpan.Zero;
        // A slow network does not make the user wait for a hundred runs.
        var limit = WarmUpTime + time;
        for (var i = 0; (i < WarmUpRuns || clock.Elapsed < WarmUpTime) && clock.Elapsed < limit; i++)
        {
            var start = clock.Elapsed;
            engine.Run();
            last = clock.Elapsed - start;
        }

        return last.TotalMicroseconds;
    }

    private static int RunsPerSample(double microseconds) =>
        (int)Math.Clamp(Math.Ceiling(SampleMicroseconds / Math.Max(microseconds, 0.01)), 1, 1000);

    private static void MeasureBlock(IEngine engine, int runsPerSample, List<double> samples)
    {
        // Not counted: it finds the other engine's network in the caches.
        engine.Run();
        var block = Stopwatch.StartNew();
        do
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < runsPerSample; i++)
                engine.Run();
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / runsPerSample);
        }
        while (block.Elapsed < Block);
    }
}

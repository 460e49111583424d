using System.Diagnostics;

namespace Zoo;

/// <summary>The times of one network.</summary>
/// <param name="Start">From nothing to the first result: drawing the weights, packing them, compiling the code, one run.</param>
/// <param name="Minimum">Of the runs that follow.</param>
/// <param name="Median">Of the same runs.</param>
/// <param name="IsFinite">Whether every output is a number.</param>
internal sealed record Measurement(TimeSpan Start, TimeSpan Minimum, TimeSpan Median, bool IsFinite)
{
    private const int MinimumRuns = 3;
    private const int MaximumRuns = 2000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.3);

    public static Measurement Of(ZooNetwork network)
    {
        var input = Input(network.InputLength, network.InputRange);
        var output = new float[network.OutputLength];
        var clock = Stopwatch.StartNew();
        var run = network.Create();
        run(input, output);
        var start = clock.Elapsed;

        // What the weights were packed from: as many bytes again.
        GC.Collect();
        var times = new List<TimeSpan>();
        for (clock.Restart(); times.Count < MinimumRuns || (clock.Elapsed < Duration && times.Count < MaximumRuns);)
        {
            var before = clock.Elapsed;
            run(input, output);
            times.Add(clock.Elapsed - before);
        }
        times.Sort();
        return new(start, times[0], times[times.Count / 2], output.All(float.IsFinite));
    }

    /// <summary>Any image, sound or text: noise from 0 up to the range, the same in every run of the program.</summary>
    private static float[] Input(int length, float range)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * range)];
    }
}

using System.Diagnostics;
using System.Runtime;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;

namespace ModelCompiler.Tool.Benchmarking;

/// <summary>Measures a model: how long it takes to start, and how long a run takes once the JIT has done its work.</summary>
internal static class ModelBenchmark
{
    private const long InputSeed = 1;

    // Methods are optimised in the background after 30 calls and 100 ms without new ones; both are passed several times over.
    private const int WarmUpRuns = 100;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(500);

    // A sample takes 1,000 times as long as reading the clock (about 25 ns), so that the clock costs 0.1 % of it.
    private const double SampleMicroseconds = 25;
    private const int AllocationRuns = 100;

    // A model of minutes is still measured three times.
    private const int MinimumSamples = 3;

    /// <param name="weights">Gives the model's weights, each time as an object of their own, so that they are packed anew.</param>
    public static BenchResult Run(PlannedModel planned, Func<ModelWeights> weights, int threads, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var model = InMemoryCompiler.Compile(planned);
        var inputs = model.Surface.Inputs.Select((port, i) => RandomInputs.Draw(port, i, InputSeed)).ToArray();
        var outputs = model.NewOutputs();
        var compiling = clock.Elapsed;

        var (first, second) = (weights(), weights());
        IDisposable? created = null;
        var creating = Timed(() => created = model.Create(first, threads));
        using var instance = created!;
        var run = () => model.Run(instance, inputs, outputs);
        var firstRun = Timed(run);
        var secondRun = Timed(run).Time;

        var runsPerSample = (int)Math.Clamp(Math.Ceiling(SampleMicroseconds / WarmUp(run, seconds)), 1, 1_000_000);
        var samples = Measure(run, runsPerSample, TimeSpan.FromSeconds(seconds));
        clock.Restart();
        model.Create(second).Dispose();
        var packing = clock.Elapsed;
        var start = new StartTimes(creating, firstRun, secondRun, packing);
        return new BenchResult(planned.Plan, threads, compiling, start, samples, runsPerSample, Allocated(run, samples));
    }

    // The calling thread's share of the JIT: what is optimised again in the background keeps nobody waiting.
    private static StartStep Timed(Action step)
    {
        var methods = JitInfo.GetCompiledMethodCount(currentThread: true);
        var jit = JitInfo.GetCompilationTime(currentThread: true);
        var clock = Stopwatch.StartNew();
        step();
        var time = clock.Elapsed;
        return new StartStep(
            time, JitInfo.GetCompilationTime(currentThread: true) - jit, (int)(JitInfo.GetCompiledMethodCount(currentThread: true) - methods));
    }

    /// <returns>Microseconds per run towards the end.</returns>
    private static double WarmUp(Action run, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var last = TimeSpan.Zero;
        // A slow model does not make the user wait for a hundred runs.
        var limit = WarmUpTime + TimeSpan.FromSeconds(seconds);
        for (var i = 0; (i < WarmUpRuns || clock.Elapsed < WarmUpTime) && clock.Elapsed < limit; i++)
        {
            var start = clock.Elapsed;
            run();
            last = clock.Elapsed - start;
        }

        return Math.Max(last.TotalMicroseconds, 0.01);
    }

    private static List<double> Measure(Action run, int runsPerSample, TimeSpan time)
    {
        var samples = new List<double>();
        var total = Stopwatch.StartNew();
        while (total.Elapsed < time || samples.Count < MinimumSamples)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < runsPerSample; i++)
                run();
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / runsPerSample);
        }

        samples.Sort();
        return samples;
    }

    // Every run allocates the same; what other threads of the process allocate meanwhile is not in the run that shows the least.
    private static long Allocated(Action run, List<double> samples)
    {
        var runs = (int)Math.Clamp(1_000_000 / samples[0], 1, AllocationRuns);
        var least = long.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            run();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}

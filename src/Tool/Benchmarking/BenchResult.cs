using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tool.Benchmarking;

/// <summary>What was measured of a model.</summary>
/// <param name="Threads">Threads that computed.</param>
/// <param name="Compiling">From the plan to a loaded assembly; a project does this in its build.</param>
/// <param name="Start">From a loaded assembly to the second answer.</param>
/// <param name="Samples">Time per run of each sample, in microseconds, in ascending order.</param>
/// <param name="RunsPerSample">Runs that one sample is the mean of.</param>
/// <param name="AllocatedBytesPerRun">Heap bytes of one run.</param>
internal sealed record BenchResult(
    ExecutionPlan Plan, int Threads, TimeSpan Compiling, StartTimes Start, IReadOnlyList<double> Samples, int RunsPerSample,
    long AllocatedBytesPerRun)
{
    public double MinimumMicroseconds => Samples[0];

    public double MedianMicroseconds => Samples.Count % 2 == 1
        ? Samples[Samples.Count / 2] : (Samples[(Samples.Count / 2) - 1] + Samples[Samples.Count / 2]) / 2;

    /// <summary>Two operations per multiply-add of the model's definition, whatever the algorithm, over the median.</summary>
    public double GigaflopsPerSecond => 2.0 * Plan.Macs / (MedianMicroseconds * 1000);
}

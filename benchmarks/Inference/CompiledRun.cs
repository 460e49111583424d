using ModelCompiler.Benchmarks.Hardware;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Tool.Benchmarking;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Inference;

/// <summary>Measures compiled models alone: a quick look, for which nothing needs to be fetched.</summary>
internal static class CompiledRun
{
    /// <returns>The exit code: 1 if a network could not be compiled.</returns>
    public static int Run(IEnumerable<Network> networks, TimeSpan time)
    {
        var report = new Report(Console.Out, Console.Error, isTerminal: false);
        Console.WriteLine(HardwareLimits.Measure(time).Describe());
        foreach (var network in networks)
            if (ModelLoader.Load(network.File, randomWeights: null, report)?.Plan(InMemoryCompiler.CompilerOptions, report) is { } planned
                && planned.FindWeights(report) is not null)
                Print(network, ModelBenchmark.Run(planned, () => planned.FindWeights(report)!, threads: 1, time.TotalSeconds));
        return report.ExitCode;
    }

    private static void Print(Network network, BenchResult result) => Console.WriteLine(
        $"{network.Name}: {Units.Decimal(result.MedianMicroseconds)} µs, {Units.Decimal(result.GigaflopsPerSecond)} GFLOP/s");
}

using ModelCompiler.Benchmarks.Inference.Measuring;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Benchmarks.Inference.Ort;
using ModelCompiler.Benchmarks.Inference.Results;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Inference;

/// <summary>Measures networks one after the other, and prints each as soon as it is known.</summary>
/// <param name="command">The command line, for the page of results.</param>
/// <param name="threads">Threads of ONNX Runtime.</param>
/// <param name="time">How long to measure each network.</param>
internal sealed class BenchmarkRun(string command, int threads, TimeSpan time)
{
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "native", "libonnxruntime.so.1");

    /// <param name="page">Where the results are written to as a page; null for nowhere.</param>
    /// <returns>The exit code: 1 if a network could not be compiled or measured, or was computed wrongly.</returns>
    public int Run(IReadOnlyList<Network> networks, FileInfo? page)
    {
        if (networks.Count == 0)
        {
            Console.Error.WriteLine("There is no network of that name.");
            return 1;
        }

        try
        {
            var runtime = OrtRuntime.Load(Library);
            var results = Measure(networks, runtime);
            var description = new RunDescription(DateTime.UtcNow, command, runtime.Version, threads);
            if (page is not null)
                File.WriteAllText(page.FullName, ResultsPage.Write(description, results));
            return results.Count == networks.Count && results.All(result => !ResultsPage.Remarks(result).Any()) ? 0 : 1;
        }
        catch (OrtException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private List<NetworkResult> Measure(IReadOnlyList<Network> networks, OrtRuntime runtime)
    {
        var benchmark = new NetworkBenchmark(runtime, threads, time);
        var results = new List<NetworkResult>();
        foreach (var network in networks)
            try
            {
                var result = benchmark.Run(network);
                Print(result);
                results.Add(result);
            }
            catch (Exception exception) when (exception is OrtException or InvalidDataException or IOException)
            {
                Console.Error.WriteLine($"{network.Name}: {exception.Message}");
            }

        return results;
    }

    private static void Print(NetworkResult result)
    {
        var ours = result.Compiled is { } compiled ? $"{Units.Decimal(compiled.Engine.Timings.Median)} µs" : "not compiled";
        var ort = $"{Units.Decimal(result.Ort.Timings.Median)} µs";
        Console.WriteLine($"{result.Network}: {ours}, ONNX Runtime {ort}, ratio {ResultsPage.Ratio(result)}");
        foreach (var remark in ResultsPage.Remarks(result))
            Console.WriteLine($"  {remark}");
    }
}

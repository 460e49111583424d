using System.Globalization;
using ModelCompiler.Benchmarks.Hardware;
using ModelCompiler.Benchmarks.Inference.Measuring;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Benchmarks.Inference.Ort;
using ModelCompiler.Benchmarks.Inference.Results;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Inference;

/// <summary>Measures networks one after the other, and prints each as soon as it is known.</summary>
/// <param name="command">The command line, for the page of results.</param>
/// <param name="threads">Threads of both engines.</param>
/// <param name="time">How long to measure each network.</param>
/// <param name="withExact">Whether networks are computed in double precision, too.</param>
internal sealed class BenchmarkRun(string command, int threads, TimeSpan time, bool withExact)
{
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "native", "libonnxruntime.so.1");

    private static readonly TimeSpan LimitsTime = TimeSpan.FromSeconds(2);

    private readonly List<NetworkResult> _results = [];
    private bool _hasFailed;

    /// <param name="page">Where the results are written to as a page; null for nowhere.</param>
    /// <returns>The exit code: 1 if a network could not be compiled or measured, or was computed wrongly.</returns>
    public int Run(IEnumerable<Network> networks, FileInfo? page)
    {
        try
        {
            var runtime = OrtRuntime.Load(Library);
            var limits = HardwareLimits.Measure(LimitsTime);
            var benchmark = new NetworkBenchmark(runtime, threads, time, withExact);
            foreach (var network in networks)
                Measure(network, benchmark);
            if (_results.Count == 0)
                Fail("There is no network to measure.");
            else if (page is not null)
                Write(page, new RunDescription(DateTime.UtcNow, command, runtime.Version, threads, limits));
        }
        catch (OrtException exception)
        {
            Fail(exception.Message);
        }

        return _hasFailed ? 1 : 0;
    }

    private void Write(FileInfo page, RunDescription run)
    {
        var plot = Path.ChangeExtension(page.FullName, ".svg");
        File.WriteAllText(plot, RatioPlot.Draw(_results));
        var generator = page.Exists ? PageSection.Find(File.ReadAllText(page.FullName), PageSection.Generator) : "";
        File.WriteAllText(page.FullName, PageSection.Replace(
            ResultsPage.Write(run, _results, Path.GetFileName(plot)), PageSection.Generator, generator));
    }

    private void Measure(Network network, NetworkBenchmark benchmark)
    {
        if (!File.Exists(network.File))
        {
            Fail($"{network.Name}: there is no ONNX file of it");
            return;
        }

        try
        {
            var result = benchmark.Run(network);
            Print(result, network.Batch);
            _results.Add(result);
            _hasFailed |= ResultsPage.Remarks(result).Any();
        }
        catch (Exception exception) when (exception is OrtException or InvalidDataException or IOException)
        {
            Fail($"{network.Name}: {exception.Message}");
        }
    }

    private void Fail(string message)
    {
        Console.Error.WriteLine(message);
        _hasFailed = true;
    }

    private static void Print(NetworkResult result, int batch)
    {
        var ours = result.Compiled is { } compiled ? $"{Units.Decimal(compiled.Engine.Timings.Median)} µs" : "not compiled";
        var ort = $"{Units.Decimal(result.Ort.Timings.Median)} µs";
        Console.WriteLine($"{result.Network}: {ours}, ONNX Runtime {ort}, ratio {ResultsPage.Ratio(result)}"
            + (result.BatchRatio(batch) is { } gain ? $"; {gain.ToString("0.00", CultureInfo.InvariantCulture)} × the samples a second of one at a time" : ""));
        foreach (var remark in ResultsPage.Remarks(result))
            Console.WriteLine($"  {remark}");
    }
}

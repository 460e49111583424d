using System.Diagnostics;
using ModelCompiler.Benchmarks.Hardware;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Benchmarking;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Kernels.Plots;

/// <summary>A layer in the plot.</summary>
/// <param name="Intensity">Operations of the layer's definition per byte of input, output and raw weights.</param>
/// <param name="Rate">The same operations per nanosecond.</param>
internal sealed record RooflinePoint(string Network, string Layer, string Kind, double Intensity, double Rate);

/// <summary>Measures the layers of networks and plots them.</summary>
internal static class RooflineRun
{
    private const long Seed = 1;
    private static readonly TimeSpan LimitsTime = TimeSpan.FromSeconds(3);

    /// <returns>The exit code: 1 if a model has mistakes.</returns>
    public static int Run(IReadOnlyList<FileInfo> models, TimeSpan time, FileInfo output)
    {
        var clock = Stopwatch.StartNew();
        var limits = HardwareLimits.Measure(time < LimitsTime ? time : LimitsTime);
        var report = new Report(Console.Out, Console.Error, isTerminal: false);
        var points = models.SelectMany(model => Measure(model, time, report)).ToList();
        if (report.HasErrors)
            return report.ExitCode;
        File.WriteAllText(output.FullName, RooflinePlot.Draw(limits, points));
        Console.WriteLine($"{output.Name}: {points.Count} layers, {limits.Describe()}, {clock.Elapsed.TotalSeconds:0} s");
        return 0;
    }

    private static IEnumerable<RooflinePoint> Measure(FileInfo file, TimeSpan time, Report report)
    {
        var options = InMemoryCompiler.CompilerOptions with { Profile = true };
        if (ModelLoader.Load(file.FullName, Seed, report)?.Plan(options, report) is not { } planned || planned.FindWeights(report) is not { } weights)
            return [];
        var profile = LayerTimes.Measure(planned, weights, threads: 1, time.TotalSeconds);
        var layers = planned.Plan.Layers.Where(layer => layer.Macs > 0).ToDictionary(layer => layer.Name);
        return planned.Plan.Calls.Zip(profile.Steps, (call, step) => (call, step))
            .Where(pair => pair.call is not (LoadInput or StoreOutput or ClearBorder or CopyTensor) && layers.ContainsKey(pair.call.Name))
            .Select(pair => PointOf(planned.Plan, layers[pair.call.Name], pair.call, pair.step.MinimumMicroseconds * 1000));
    }

    private static RooflinePoint PointOf(ExecutionPlan plan, LayerReport layer, KernelCall call, double nanoseconds)
    {
        var elements = call.Reads.Sum(view => view.Geometry.ElementCount) + layer.OutputShape.ElementCount + layer.Parameters;
        var kind = layer.Algorithm.Length == 0 ? layer.Operator : layer.Algorithm.Split(' ')[0];
        return new RooflinePoint(
            plan.Name, layer.Name, kind, 2.0 * layer.Macs / (sizeof(float) * elements), 2.0 * layer.Macs / nanoseconds);
    }
}

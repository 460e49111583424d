using System.Diagnostics;
using System.Runtime.Loader;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Benchmarking;

using ConvAlgorithm = Compiler.IR.Ops.ConvAlgorithm;

/// <summary>
/// Measures a convolution by every algorithm that can compute it, and by what the compiler chooses if that is another: each is a model of
/// this layer alone, and they take turns, so that what disturbs the machine disturbs them alike.
/// </summary>
internal static class AlgorithmTimes
{
    private const int WarmUpRuns = 100;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(300);

    // Runs of one model between those of the others: its filters come back into the cache meanwhile.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(5);

    /// <param name="seconds">For all algorithms together.</param>
    public static void Print(LoadedModel model, ConvolutionLayer layer, CompilerOptions options, int threads, double seconds, Report report)
    {
        var algorithms = layer.Features.Possible.Where(algorithm => algorithm != ConvAlgorithm.Auto).ToList();
        var profiled = options with { Profile = true };
        var plans = algorithms.ConvertAll(algorithm =>
            new LoadedModel(model.File, layer.With(algorithm), null, model.Map).Plan(profiled, report)!);
        var chosen = new LoadedModel(model.File, layer.With(ConvAlgorithm.Auto), null, model.Map).Plan(profiled, report)!;
        // No name stands for what only the compiler chooses, such as Winograd's algorithm along one axis.
        if (plans.TrueForAll(plan => AlgorithmOf(plan.Plan) != AlgorithmOf(chosen.Plan)))
        {
            algorithms.Insert(0, ConvAlgorithm.Auto);
            plans.Insert(0, chosen);
        }

        var runs = InMemoryCompiler.Compile(plans, new AssemblyLoadContext(null))
            .Select((compiled, i) => new AlgorithmRun(compiled, plans[i].FindWeights(report)!, threads)).ToList();
        Measure(runs, seconds);

        report.Line(layer.ToString());
        report.Line($"chosen: {AlgorithmOf(chosen.Plan)}; {(threads == 1 ? "1 thread" : $"{threads} threads")}");
        report.Line();
        var exact = ExactOf(layer, plans[0].Plan, runs[0].Input);
        report.Table(TableOf(layer, algorithms, runs, exact));
        report.Line();
        report.Line(
            $"errors: the largest of {Units.Count(exact.Count)} results against the definition in double, relative to their root mean square");
        foreach (var run in runs)
            run.Dispose();
    }

    private static ReportTable TableOf(
        ConvolutionLayer layer, IReadOnlyList<ConvAlgorithm> algorithms, IReadOnlyList<AlgorithmRun> runs, ExactConvolution exact)
    {
        var table = new ReportTable()
            .Column("algorithm").Column("computed by").Column("predicted µs", isNumeric: true).Column("minimum µs", isNumeric: true)
            .Column("mean µs", isNumeric: true).Column("GFLOP/s", isNumeric: true).Column("weight bytes", isNumeric: true)
            .Column("arena bytes", isNumeric: true).Column("error", isNumeric: true);
        foreach (var algorithm in Enum.GetValues<ConvAlgorithm>().Where(algorithm => algorithm != ConvAlgorithm.Auto || algorithms.Contains(algorithm)))
            if (layer.Features.MissingFor(algorithm) is var (needed, found))
                table.Row($"{algorithm}", $"impossible: needs {needed}, has {found}", "", "", "", "", "", "", "");
            else
                AddRow(algorithm, runs[algorithms.ToList().IndexOf(algorithm)]);
        return table;

        void AddRow(ConvAlgorithm algorithm, AlgorithmRun run) => table.Row(
            $"{algorithm}", AlgorithmOf(run.Plan), Units.Decimal(run.PredictedMicroseconds), Units.Decimal(run.MinimumMicroseconds),
            Units.Decimal(run.MeanMicroseconds), Units.Decimal(2.0 * layer.Shape.Macs / (run.MinimumMicroseconds * 1000)),
            Units.Count(run.Plan.WeightBytes), Units.Count(run.Plan.ArenaBytes),
            FormattableString.Invariant($"{exact.LargestError(run.Output):0.0e-0}"));
    }

    private static void Measure(IReadOnlyList<AlgorithmRun> runs, double seconds)
    {
        foreach (var run in runs)
            run.WarmUp(WarmUpRuns, WarmUpTime);
        var clock = Stopwatch.StartNew();
        do
            foreach (var run in runs)
                run.RunFor(Turn);
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds));
    }

    private static ExactConvolution ExactOf(ConvolutionLayer layer, ExecutionPlan plan, float[] input)
    {
        var drawn = plan.StoredTensors.ToDictionary(tensor => tensor.Role, tensor => RandomWeights.Draw(tensor, seed: 1));
        return ExactConvolution.Of(layer.Shape, input, drawn[WeightRole.Filters], drawn[WeightRole.Bias]);
    }

    private static string AlgorithmOf(ExecutionPlan plan) => plan.Layers.Single(layer => layer.Algorithm.Length > 0).Algorithm;
}

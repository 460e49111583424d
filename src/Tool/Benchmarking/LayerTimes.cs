using System.Diagnostics;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Benchmarking;

/// <summary>Measures the steps of a model that was planned with profiling.</summary>
internal static class LayerTimes
{
    private const long InputSeed = 1;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(300);

    public static ModelProfile Measure(PlannedModel planned, ModelWeights weights, int threads, double seconds)
    {
        var model = InMemoryCompiler.Compile(planned);
        using var instance = model.Create(weights, threads);
        var inputs = model.Surface.Inputs.Select((port, i) => RandomInputs.Draw(port, i, InputSeed)).ToArray();
        var outputs = model.NewOutputs();
        var profile = model.ProfileOf(instance)!;
        RunFor(WarmUpTime);
        profile.Reset();
        RunFor(TimeSpan.FromSeconds(seconds));
        return profile;

        void RunFor(TimeSpan time)
        {
            var clock = Stopwatch.StartNew();
            do
                model.Run(instance, inputs, outputs);
            while (clock.Elapsed < time);
        }
    }

    /// <summary>A row per step, with what the plan says of its layer. GFLOP/s are those of the layer's definition.</summary>
    public static void Print(ExecutionPlan plan, ModelProfile profile, Report report)
    {
        var table = new ReportTable()
            .Column("layer").Column("method").Column("algorithm").Column("mean µs", isNumeric: true).Column("minimum µs", isNumeric: true)
            .Column("share", isNumeric: true).Column("predicted µs", isNumeric: true).Column("ratio", isNumeric: true)
            .Column("GFLOP/s", isNumeric: true);
        var layers = plan.Layers.GroupBy(layer => layer.Name).ToDictionary(group => group.Key, group => group.First());
        for (var i = 0; i < profile.Steps.Count; i++)
        {
            var (step, predicted) = (profile.Steps[i], plan.PredictedNanoseconds[i] / 1000.0);
            var layer = plan.Calls[i] is LoadInput or StoreOutput or ClearBorder or CopyTensor ? null : layers.GetValueOrDefault(step.Layer);
            table.Row(
                step.Layer, step.Method, layer?.Algorithm ?? "", Units.Decimal(step.MeanMicroseconds), Units.Decimal(step.MinimumMicroseconds),
                FormattableString.Invariant($"{step.MeanMicroseconds / profile.MeanMicroseconds:P1}"),
                Units.Decimal(predicted), FormattableString.Invariant($"{predicted / step.MinimumMicroseconds:0.00}"),
                layer is { Macs: > 0 } ? Units.Decimal(2.0 * layer.Macs / (step.MinimumMicroseconds * 1000)) : "");
        }

        report.Table(table);
        report.Line();
        report.Line(
            $"{Units.Count(profile.Steps[0].Runs)} runs, {Units.Decimal(profile.MeanMicroseconds)} µs in the mean, "
            + $"{Units.Decimal(profile.Steps.Sum(step => step.MinimumMicroseconds))} µs as the sum of minima, "
            + $"{Units.Decimal(plan.PredictedNanoseconds.Sum() / 1000.0)} µs predicted");
    }
}

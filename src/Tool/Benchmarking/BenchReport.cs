using System.Diagnostics;
using System.Reflection;
using System.Runtime.Intrinsics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Benchmarking;

/// <summary>Prints what was measured.</summary>
internal static class BenchReport
{
    public static void Print(BenchResult result, Report report)
    {
        var plan = result.Plan;
        report.Line($"{plan.Name}: {Threads(result)}, {VectorWidths()}");
        report.Line();
        Line("median", $"{Units.Decimal(result.MedianMicroseconds)} µs per run ({Units.Count(result.Samples.Count)} samples; runs in each: {Units.Count(result.RunsPerSample)})");
        Line("minimum", $"{Units.Decimal(result.MinimumMicroseconds)} µs per run");
        Line("throughput", $"{Units.Decimal(result.GigaflopsPerSecond)} GFLOP/s (2 × {Units.Count(plan.Macs)} MACs in the median)");
        Line("allocated", $"{Units.Count(result.AllocatedBytesPerRun)} bytes per run");
        Line("first result", $"{Milliseconds(result.Start.Creating.Time + result.Start.FirstRun.Time)} after start: "
            + $"{Step(result.Start.Creating)} to pack the weights, {Step(result.Start.FirstRun)} for the first run");
        Line("second run", Units.Microseconds(result.Start.SecondRun.TotalMicroseconds));
        Line("packing", $"{Milliseconds(result.Start.Packing)} for the weights when their packing has been compiled");
        Line("compiled in", $"{Milliseconds(result.Compiling)}, which a project does in its build");
        Line("arena", $"{Units.Count(plan.ArenaBytes)} bytes (at least {Units.Count(plan.ArenaLowerBoundBytes)} are alive at once)");
        Line("weights", $"{Units.Count(plan.PackedLength * 4L)} bytes packed, {(plan.StoredMatrices.Count == 0 ? "" : $"{Units.Count(plan.WeightBytes - (plan.PackedLength * 4L))} read as they are stored, ")}{Units.Count(plan.ParameterCount)} parameters");

        if (IsDebugBuild)
            Line("note", "the runtime library is a debug build, which is many times slower; build modelc with -c Release");

        void Line(string label, string text) => report.Line($"{label,-14}{text}");
    }

    private static string Threads(BenchResult result) => result.Threads == 1 ? "1 thread"
        : result.Plan.IsDivided ? FormattableString.Invariant($"{result.Threads} threads")
        : FormattableString.Invariant($"1 thread (no layer is worth dividing between {result.Threads})");

    private static bool IsDebugBuild =>
        typeof(ModelWeights).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    private static string Milliseconds(TimeSpan time) => $"{Units.Decimal(time.TotalMilliseconds)} ms";

    private static string Step(StartStep step) =>
        $"{Milliseconds(step.Time)} ({Units.Count(step.Methods)} methods: {Milliseconds(step.Jit)} of JIT)";

    // Kernels take the widest vectors that there are; narrower ones serve what is left over.
    private static string VectorWidths()
    {
        var widths = new[] { (512, Vector512.IsHardwareAccelerated), (256, Vector256.IsHardwareAccelerated), (128, Vector128.IsHardwareAccelerated) }
            .Where(width => width.Item2).Select(width => $"{width.Item1}").ToList();
        return widths.Count == 0 ? "no vectors" : $"vectors of {widths[0]} bits{(widths.Count > 1 ? $" (narrower ones: {string.Join(", ", widths.Skip(1))})" : "")}";
    }
}

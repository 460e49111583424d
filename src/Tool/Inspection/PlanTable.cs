using ModelCompiler.Compiler.Emit;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Inspection;

/// <summary>A plan for a reader: a line on the model, a table of its layers, a line of totals.</summary>
internal static class PlanTable
{
    public static void Print(ExecutionPlan plan, Report report)
    {
        var surface = new ModelSurface(plan.Inputs, plan.Outputs);
        report.Line($"{plan.Name}: {Ports(surface.Inputs)} → {Ports(surface.Outputs)}");
        report.Line();
        report.Table(Layers(plan));
        report.Line();
        report.Line(
            $"{Units.Count(plan.ParameterCount)} parameters, {Units.Count(plan.Macs)} MACs, {Units.Count(plan.WeightBytes)} weight bytes, "
            + $"{Units.Count(plan.ArenaBytes)} arena bytes (at least {Units.Count(plan.ArenaLowerBoundBytes)} are alive at once{Excess(plan)}), "
            + $"{Units.Decimal(plan.PredictedNanoseconds.Sum() / 1000.0)} µs predicted, {Share(plan)} of it in steps that threads divide");
    }

    /// <summary>How much larger the arena is than it must be.</summary>
    private static string Excess(ExecutionPlan plan) => plan.ArenaBytes == plan.ArenaLowerBoundBytes
        ? "" : FormattableString.Invariant($", ratio {(double)plan.ArenaBytes / plan.ArenaLowerBoundBytes:0.000}");

    private static string Share(ExecutionPlan plan) => plan.IsDivided
        ? FormattableString.Invariant($"{100.0 * plan.DividedNanoseconds / plan.PredictedNanoseconds.Sum():0} %") : "none";

    private static string Describe(StepDivision division) => division switch
    {
        { Chosen: WorkDivision.Items } => $"{Units.Count(division.Items)} items",
        { Chosen: WorkDivision.Steps } => "3 steps",
        { Chosen: WorkDivision.ItemsOrSteps } => $"{Units.Count(division.Items)} items or 3 steps",
        { IsTooSmall: true } => "too small",
        _ => "one",
    };

    private static ReportTable Layers(ExecutionPlan plan)
    {
        var table = new ReportTable()
            .Column("layer").Column("operator").Column("output").Column("parameters", isNumeric: true).Column("MACs", isNumeric: true)
            .Column("field", isNumeric: true).Column("algorithm").Column("predicted µs", isNumeric: true).Column("runner-up")
            .Column("threads").Column("arena", isNumeric: true);
        foreach (var layer in plan.Layers)
            table.Row(
                layer.Name, layer.Operator, layer.OutputShape.ToString(), Units.Count(layer.Parameters), Units.Count(layer.Macs),
                layer.ReceptiveField.Describe(), layer.Algorithm,
                layer.PredictedNanoseconds == 0 ? "" : Units.Decimal(layer.PredictedNanoseconds / 1000.0), layer.RunnerUp,
                layer.Division is { } division ? Describe(division) : "",
                layer.Output is { } output ? Units.Count(plan.ByteOffsetOf(output)) : "");
        return table;
    }

    private static string Ports(IEnumerable<SurfacePort> ports) =>
        string.Join(", ", ports.Select(port => $"{port.Port.Name} {port.ShapeText}{(port.Element == "float" ? "" : $" {port.Element}")}"));
}

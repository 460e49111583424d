using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Inspection;

/// <summary>The arithmetic of a network's shapes: sizes with their formulas, what is counted, what an element sees.</summary>
internal static class ShapeTable
{
    public static void Print(ExecutionPlan plan, Report report)
    {
        var table = new ReportTable()
            .Column("layer").Column("output").Column("size along an axis").Column("parameters", isNumeric: true)
            .Column("MACs", isNumeric: true).Column("FLOPs", isNumeric: true).Column("field", isNumeric: true).Column("stride", isNumeric: true)
            .Column("weight bytes", isNumeric: true).Column("output bytes", isNumeric: true);
        foreach (var layer in plan.Layers)
            table.Row(
                layer.Name, layer.OutputShape.ToString(), layer.SizeFormula, Units.Count(layer.Parameters), Units.Count(layer.Macs),
                Units.Count(layer.Flops), layer.ReceptiveField.Describe(), layer.ReceptiveField.DescribeStride(),
                Units.Count(layer.WeightBytes), Units.Count(layer.OutputBytes));
        report.Table(table);
        report.Line();
        report.Line(
            $"{Units.Count(plan.ParameterCount)} parameters, {Units.Count(plan.Macs)} MACs, {Units.Count(plan.Layers.Sum(layer => layer.Flops))} FLOPs, "
            + $"{Units.Count(plan.WeightBytes)} weight bytes, {Units.Count(plan.Layers.Sum(layer => layer.OutputBytes))} output bytes of all layers");
    }
}

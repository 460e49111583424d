using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ModelCompiler.Benchmarks.Hardware;

namespace ModelCompiler.Benchmarks.Kernels.Columns;

/// <summary>A number that follows from a layer and its mean time.</summary>
internal abstract class RateColumn(string name, string legend) : IColumn
{
    private static readonly Lazy<HardwareLimits> MeasuredLimits = new(() => HardwareLimits.Measure(TimeSpan.FromSeconds(2)));

    public string Id => name;

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    /// <summary>Of this machine, measured when a column first asks.</summary>
    protected static HardwareLimits Limits => MeasuredLimits.Value;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary[benchmarkCase]?.ResultStatistics is { Mean: > 0 and var nanoseconds } && benchmarkCase.Parameters["Case"] is LayerCase layer
            ? Value(layer, nanoseconds).ToString("0.0", CultureInfo.InvariantCulture) : "–";

    protected abstract double Value(LayerCase layer, double nanoseconds);
}

/// <summary>Bits of the vectors that kernels use in this process.</summary>
internal sealed class WidthColumn() : RateColumn("bits", "Width of the vectors")
{
    protected override double Value(LayerCase layer, double nanoseconds) => VectorWidths.Supported[0];
}

internal sealed class GigaflopsColumn() : RateColumn("GFLOP/s", "Operations of the layer's definition per nanosecond")
{
    protected override double Value(LayerCase layer, double nanoseconds) => layer.Flops / nanoseconds;
}

internal sealed class PeakShareColumn() : RateColumn("% of peak", "Share of the measured peak of multiply-adds; Winograd's algorithm may exceed it")
{
    protected override double Value(LayerCase layer, double nanoseconds) => 100 * layer.Flops / nanoseconds / Limits.Peak;
}

internal sealed class BandwidthColumn() : RateColumn("GB/s", "Input, output and packed weights, once each, per nanosecond")
{
    protected override double Value(LayerCase layer, double nanoseconds) => layer.Bytes / nanoseconds;
}

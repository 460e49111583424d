using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace ModelCompiler;

/// <summary>What a compiled model consists of and what it costs.</summary>
public sealed class ModelInfo
{
    private static readonly string[] Headers =
        ["layer", "operator", "output", "algorithm", "parameters", "MACs", "field", "error", "predicted µs", "runner-up"];

    // Numbers are aligned to the right.
    private static readonly bool[] IsNumeric = [false, false, false, false, true, true, true, true, true, false];

    /// <summary>For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ModelInfo(
        string name, IReadOnlyList<LayerInfo> layers, long parameters, long macs, long arenaBytes,
        long arenaLowerBoundBytes, long weightBytes, string fingerprint, double predictedMicroseconds)
    {
        Name = name;
        Layers = [.. layers];
        Parameters = parameters;
        Macs = macs;
        ArenaBytes = arenaBytes;
        ArenaLowerBoundBytes = arenaLowerBoundBytes;
        WeightBytes = weightBytes;
        Fingerprint = fingerprint;
        PredictedMicroseconds = predictedMicroseconds;
    }

    /// <summary>The name of the model.</summary>
    public string Name { get; }

    /// <summary>The layers in the order in which they run.</summary>
    public IReadOnlyList<LayerInfo> Layers { get; }

    /// <summary>The number of weights.</summary>
    public long Parameters { get; }

    /// <summary>The multiply-accumulate operations of one run.</summary>
    public long Macs { get; }

    /// <summary>The size of the one block that an instance allocates, in bytes.</summary>
    public long ArenaBytes { get; }

    /// <summary>The most bytes that are in use at one time: no arena can be smaller.</summary>
    public long ArenaLowerBoundBytes { get; }

    /// <summary>The size of the weights as the kernels read them, in bytes; instances share them.</summary>
    public long WeightBytes { get; }

    /// <summary>Identifies everything that was decided for the model: equal plans have equal fingerprints.</summary>
    public string Fingerprint { get; }

    /// <summary>
    /// The time of a run on one thread that the cost model predicted, in microseconds: that of all layers, of copies between them, and of those
    /// of inputs and outputs.
    /// </summary>
    public double PredictedMicroseconds { get; }

    /// <summary>A table of the layers, followed by a line of totals.</summary>
    public override string ToString()
    {
        var rows = Layers.Select(Cells).Prepend(Headers).ToArray();
        var widths = Enumerable.Range(0, Headers.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder().Append(Name).Append('\n');
        foreach (var row in rows)
            text.Append(Line(row, widths)).Append('\n');
        return text.Append(Totals()).ToString();
    }

    private static string[] Cells(LayerInfo layer) =>
    [
        layer.Name, layer.Operator, $"[{string.Join(", ", layer.Shape)}]", layer.Algorithm,
        Number(layer.Parameters), Number(layer.Macs), layer.ReceptiveField is { } field ? string.Join("×", field.DefaultIfEmpty(1)) : "all",
        layer.ErrorEstimate == 0 ? "" : layer.ErrorEstimate.ToString("0.0e-0", CultureInfo.InvariantCulture),
        layer.PredictedMicroseconds.ToString("N1", CultureInfo.InvariantCulture), layer.RunnerUp ?? "",
    ];

    private static string Line(string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, column) =>
            IsNumeric[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
        return string.Join("  ", padded).TrimEnd();
    }

    private string Totals() =>
        $"{Number(Parameters)} parameters, {Number(Macs)} MACs, {Number(WeightBytes)} bytes of weights, " +
        $"{Number(ArenaBytes)} bytes of arena (at least {Number(ArenaLowerBoundBytes)}), " +
        PredictedMicroseconds.ToString("N1", CultureInfo.InvariantCulture) + " µs predicted";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

using System.ComponentModel;

namespace ModelCompiler;

/// <summary>What one layer of a compiled model computes, and how.</summary>
public sealed class LayerInfo
{
    /// <summary>For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LayerInfo(
        string name, string @operator, IReadOnlyList<int> shape, string algorithm, long parameters, long macs,
        string? runnerUp, double predictedMicroseconds, long weightBytes, IReadOnlyList<int>? receptiveField, long? arenaOffset,
        double errorEstimate, double errorBound)
    {
        Name = name;
        Operator = @operator;
        Shape = [.. shape];
        Algorithm = algorithm;
        Parameters = parameters;
        Macs = macs;
        RunnerUp = runnerUp;
        PredictedMicroseconds = predictedMicroseconds;
        WeightBytes = weightBytes;
        ReceptiveField = receptiveField is null ? null : [.. receptiveField];
        ArenaOffset = arenaOffset;
        ErrorEstimate = errorEstimate;
        ErrorBound = errorBound;
    }

    /// <summary>The name of the layer, such as <c>conv1</c>.</summary>
    public string Name { get; }

    /// <summary>The operator, in ONNX spelling.</summary>
    public string Operator { get; }

    /// <summary>The shape of the output.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The algorithm that computes the layer.</summary>
    public string Algorithm { get; }

    /// <summary>The number of weights.</summary>
    public long Parameters { get; }

    /// <summary>
    /// The multiply-accumulate operations that the operator's definition needs, whatever the algorithm.
    /// </summary>
    public long Macs { get; }

    /// <summary>The algorithm that was predicted to be the next best; null where there was no choice.</summary>
    public string? RunnerUp { get; }

    /// <summary>The time that the cost model predicted for the chosen algorithm, in microseconds.</summary>
    public double PredictedMicroseconds { get; }

    /// <summary>
    /// The size of the layer's weights as its kernel reads them, in bytes. Layers with equal weights share them, and the first one has them.
    /// </summary>
    public long WeightBytes { get; }

    /// <summary>
    /// How many rows and columns of the input one element of the output depends on, borders included; null for all of it.
    /// </summary>
    public IReadOnlyList<int>? ReceptiveField { get; }

    /// <summary>Where the output lies, in bytes from the start of the arena; null where it is never stored.</summary>
    public long? ArenaOffset { get; }

    /// <summary>
    /// The error of float arithmetic that is to be expected of the layer, before its activation: the root mean square, relative to that of
    /// the results, where values and weights are as often negative as positive.
    /// </summary>
    public double ErrorEstimate { get; }

    /// <summary>
    /// What no element's error exceeds, relative to the number of terms times the largest weight times the largest value.
    /// </summary>
    public double ErrorBound { get; }
}

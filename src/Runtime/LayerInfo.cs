using System.ComponentModel;

namespace ModelCompiler;

/// <summary>What one layer of a compiled model computes, and how.</summary>
public sealed class LayerInfo
{
    /// <summary>For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LayerInfo(
        string name, string @operator, IReadOnlyList<int> shape, string algorithm, long parameters, long macs,
        string? runnerUp, double predictedMicroseconds)
    {
        Name = name;
        Operator = @operator;
        Shape = [.. shape];
        Algorithm = algorithm;
        Parameters = parameters;
        Macs = macs;
        RunnerUp = runnerUp;
        PredictedMicroseconds = predictedMicroseconds;
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
}

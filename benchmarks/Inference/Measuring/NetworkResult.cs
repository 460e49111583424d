namespace ModelCompiler.Benchmarks.Inference.Measuring;

/// <summary>What was measured of one engine.</summary>
/// <param name="Creating">Until the network could be run.</param>
/// <param name="FirstRun">The first run.</param>
/// <param name="Timings">Every other run.</param>
internal sealed record EngineResult(TimeSpan Creating, TimeSpan FirstRun, Timings Timings);

/// <summary>What was measured of the compiled model.</summary>
/// <param name="Deviation">From what ONNX Runtime computed.</param>
/// <param name="AllocatedBytesPerRun">Heap bytes of one run.</param>
internal sealed record CompiledResult(EngineResult Engine, Deviation Deviation, double AllocatedBytesPerRun)
{
    /// <summary>The same network for one sample, in turns with that for a batch; null if there is no batch.</summary>
    public Timings? Single { get; init; }
}

/// <summary>A network, side by side.</summary>
/// <param name="Compiled">Null if this project cannot compile the network.</param>
/// <param name="Mistake">Why not; and whatever else is wrong; null if nothing is.</param>
/// <param name="OrtDeviation">How far ONNX Runtime is from recorded outputs; null if there are none.</param>
internal sealed record NetworkResult(
    string Network, CompiledResult? Compiled, EngineResult Ort, Deviation? OrtDeviation, string? Mistake)
{
    /// <summary>How far both engines are from the exact outputs; null if these were not computed.</summary>
    public Distances? Distances { get; init; }

    /// <summary>How many times faster the compiled model is.</summary>
    public double? Ratio => Ort.Timings.Median / Compiled?.Engine.Timings.Median;

    /// <summary>How many times more samples a second a batch gives than single samples.</summary>
    /// <param name="batch">Samples per run.</param>
    public double? BatchRatio(int batch) => batch * Compiled?.Single?.Median / Compiled?.Engine.Timings.Median;
}

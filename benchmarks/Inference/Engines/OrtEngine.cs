using System.Diagnostics;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Benchmarks.Inference.Ort;

namespace ModelCompiler.Benchmarks.Inference.Engines;

/// <summary>
/// ONNX Runtime. Inputs and outputs are allocated by itself and once: it writes to the outputs of its first run in every other.
/// </summary>
internal sealed class OrtEngine : IEngine
{
    private readonly OrtRuntime _runtime;
    private readonly OrtSession _session;
    private readonly nint[] _inputs;
    private readonly nint[] _outputs;

    private OrtEngine(OrtRuntime runtime, OrtSession session, TimeSpan creating, IReadOnlyList<NamedTensor> inputs)
    {
        (_runtime, _session, Creating) = (runtime, session, creating);
        _inputs = [.. inputs.Select(input => OrtTensors.Create(runtime, input))];
        _outputs = new nint[session.OutputNames.Count];
    }

    public TimeSpan Creating { get; }

    /// <param name="dimensions">The size of each symbolic dimension: ONNX Runtime, too, may know them before it runs.</param>
    /// <exception cref="OrtException">ONNX Runtime cannot read the network.</exception>
    public static OrtEngine Create(
        OrtRuntime runtime, Network network, int threads, IReadOnlyList<NamedTensor> inputs, IReadOnlyDictionary<string, long> dimensions)
    {
        var clock = Stopwatch.StartNew();
        var session = new OrtSession(runtime, network.File, threads, dimensions);
        return new OrtEngine(runtime, session, clock.Elapsed, inputs);
    }

    public void Run() => _session.Run(_inputs, _outputs);

    public IReadOnlyList<NamedTensor> Outputs() =>
        [.. _session.OutputNames.Select((name, i) => OrtTensors.Read(_runtime, name, _outputs[i]))];

    public unsafe void Dispose()
    {
        foreach (var value in _inputs.Concat(_outputs))
            _runtime.Api.ReleaseValue(value);
        _session.Dispose();
    }
}

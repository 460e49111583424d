using System.Diagnostics;
using ModelCompiler.Benchmarks.Inference.Engines;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Benchmarks.Inference.Ort;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Inference.Measuring;

/// <summary>Runs a network in both engines, compares what they compute, and measures them.</summary>
/// <param name="threads">Threads of both engines.</param>
/// <param name="time">How long to measure each network.</param>
/// <param name="withExact">Whether the network is computed in double precision, too.</param>
internal sealed class NetworkBenchmark(OrtRuntime runtime, int threads, TimeSpan time, bool withExact)
{
    private const int AllocationRuns = 10;

    /// <exception cref="OrtException">ONNX Runtime cannot run the network: there is nothing to compare with.</exception>
    /// <exception cref="InvalidDataException">The recorded inputs or outputs of the network cannot be read.</exception>
    /// <exception cref="IOException">The same.</exception>
    public NetworkResult Run(Network network)
    {
        var (declared, outputNames) = Describe(network);
        var inputs = TestData.Inputs(network, declared);
        var reference = new Reference(TestData.Outputs(network, outputNames), Quanta.Of(network));
        var sizes = Sizes(declared, inputs);
        using var ort = OrtEngine.Create(runtime, network, threads, inputs, sizes);
        string mistake;
        try
        {
            var report = Report.Silent();
            using var compiled = CompiledEngine.Create(network, threads, inputs, sizes, report);
            if (compiled is not null)
                return Measure(network, inputs, sizes, ort, compiled, reference);
            mistake = report.Reported.First(diagnostic => diagnostic.IsError).ToString();
        }
        catch (Exception exception) when (exception is not OrtException)
        {
            // A network that breaks the compiler must not keep the others from being measured.
            mistake = $"internal error: {exception.Message}";
        }

        return Measure(network, ort, reference, mistake);
    }

    private NetworkResult Measure(Network network, OrtEngine ort, Reference reference, string mistake)
    {
        var first = FirstRun(ort);
        var deviation = reference.DeviationOf(ort);
        var timings = Interleaving.Measure([ort], time);
        return new NetworkResult(network.Name, null, new EngineResult(ort.Creating, first, timings[0]), deviation, mistake);
    }

    private NetworkResult Measure(
        Network network, IReadOnlyList<NamedTensor> inputs, IReadOnlyDictionary<string, long> sizes, OrtEngine ort,
        CompiledEngine compiled, Reference reference)
    {
        var (firstOurs, first) = (FirstRun(compiled), FirstRun(ort));
        var deviation = Deviation.Between(compiled.Outputs(), ort.Outputs(), reference.Quanta);
        var recordedDeviation = reference.DeviationOf(ort);
        var distances = DistancesOf(network, inputs, sizes, compiled, ort, reference);
        using var single = network.Batch == 1 ? null : CreateSingle(network, inputs);
        var timings = Interleaving.Measure(single is null ? [compiled, ort] : [compiled, ort, single], time);
        // Once more after all those runs: nothing that one run leaves behind may change the next.
        deviation = deviation.And(Deviation.Between(compiled.Outputs(), ort.Outputs(), reference.Quanta));
        var ours = new CompiledResult(
            new EngineResult(compiled.Creating, firstOurs, timings[0]), deviation, AllocatedBytesPerRun(compiled))
        {
            Single = single is null ? null : timings[2],
        };
        return new NetworkResult(
            network.Name, ours, new EngineResult(ort.Creating, first, timings[1]), recordedDeviation,
            deviation.Mistake)
        {
            Distances = distances,
        };
    }

    // A quantised output is a whole number of quanta in either engine: there is no distance between them to compare.
    private Distances? DistancesOf(
        Network network, IReadOnlyList<NamedTensor> inputs, IReadOnlyDictionary<string, long> sizes, CompiledEngine compiled,
        OrtEngine ort, Reference reference) =>
        withExact && reference.Quanta.Count == 0 && ExactOutputs.Of(network, inputs, sizes) is { } exact
            ? new(exact.DistanceOf(compiled.Outputs()), exact.DistanceOf(ort.Outputs())) : null;

    /// <summary>The network for one sample; null where the file fixes another number.</summary>
    private CompiledEngine? CreateSingle(Network network, IReadOnlyList<NamedTensor> inputs)
    {
        var sample = TestData.FirstSample(inputs, network.Batch);
        var sizes = network.Single == network.File ? Sizes(Describe(network).Inputs, sample) : [];
        return CompiledEngine.Create(network with { File = network.Single }, threads, sample, sizes, Report.Silent());
    }

    // Through a session of its own, because sizes that are left open are given when one is created.
    private (IReadOnlyList<OrtInput> Inputs, IReadOnlyList<string> OutputNames) Describe(Network network)
    {
        using var session = new OrtSession(runtime, network.File, threads: 1, new Dictionary<string, long>());
        return (session.Inputs, session.OutputNames);
    }

    // As modelc calls them: by their symbol, or by the input and the axis. ONNX Runtime takes no offence at names that it does not know.
    private static Dictionary<string, long> Sizes(IReadOnlyList<OrtInput> declared, IReadOnlyList<NamedTensor> inputs)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (input, tensor) in declared.Zip(inputs))
            for (var axis = 0; axis < input.Dimensions.Count; axis++)
                if (input.Dimensions[axis] < 0)
                    sizes[input.Symbols[axis] is { Length: > 0 } symbol ? symbol : $"{input.Name}[{axis}]"] = tensor.Shape[axis];
        return sizes;
    }

    private static TimeSpan FirstRun(IEngine engine)
    {
        var clock = Stopwatch.StartNew();
        engine.Run();
        return clock.Elapsed;
    }

    private static double AllocatedBytesPerRun(CompiledEngine engine)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < AllocationRuns; i++)
            engine.Run();
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / AllocationRuns;
    }

    /// <param name="Recorded">The outputs beside the network; null if there are none.</param>
    /// <param name="Quanta">The quantum of each output that has one.</param>
    private sealed record Reference(IReadOnlyList<NamedTensor>? Recorded, IReadOnlyDictionary<string, double> Quanta)
    {
        public Deviation? DeviationOf(OrtEngine ort) =>
            Recorded is null ? null : Deviation.Between(ort.Outputs(), Recorded, Quanta);
    }
}

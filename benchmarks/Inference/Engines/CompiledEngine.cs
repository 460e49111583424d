using System.Diagnostics;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Inference.Engines;

/// <summary>A model that this project compiled, into this process.</summary>
internal sealed class CompiledEngine : IEngine
{
    private readonly InMemoryModel _model;
    private readonly Array[] _outputs;
    private readonly IDisposable _instance;
    private readonly Action _run;

    private CompiledEngine(InMemoryModel model, ModelWeights weights, int threads, IReadOnlyList<NamedTensor> inputs)
    {
        var clock = Stopwatch.StartNew();
        var instance = model.Create(weights, threads);
        Creating = clock.Elapsed;
        var values = model.Surface.Inputs.Select(port => inputs.First(input => input.Name == port.Port.Name).Values).ToArray();
        var outputs = model.NewOutputs();
        (_model, _instance, _outputs, _run) = (model, instance, outputs, () => model.Run(instance, values, outputs));
    }

    public TimeSpan Creating { get; }

    /// <summary>Compiles a network; null with errors if that fails.</summary>
    /// <param name="dimensions">The size of each dimension of the inputs that the network leaves open.</param>
    public static CompiledEngine? Create(
        Network network, int threads, IReadOnlyList<NamedTensor> inputs, IReadOnlyDictionary<string, long> dimensions, Report report)
    {
        var bindings = ModelBindings.None with { Dimensions = dimensions };
        var model = ModelLoader.Load(network.File, randomWeights: null, bindings, report);
        return model?.Plan(InMemoryCompiler.CompilerOptions, report) is { } planned && planned.FindWeights(report) is { } weights
            ? new CompiledEngine(InMemoryCompiler.Compile(planned), weights, threads, inputs) : null;
    }

    public void Run() => _run();

    public IReadOnlyList<NamedTensor> Outputs() =>
        [.. _model.Surface.Outputs.Select((port, i) => new NamedTensor(
            port.Port.Name, TensorElements.TypeOf(_outputs[i]), port.CallerShape, _outputs[i]))];

    public void Dispose() => _instance.Dispose();
}

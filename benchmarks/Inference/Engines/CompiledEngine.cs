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
    private readonly Action _run;

    private CompiledEngine(InMemoryModel model, ModelWeights weights, Array[] inputs)
    {
        var clock = Stopwatch.StartNew();
        var instance = model.Create(weights);
        Creating = clock.Elapsed;
        var outputs = model.NewOutputs();
        (_model, _outputs, _run) = (model, outputs, () => model.Run(instance, inputs, outputs));
    }

    public TimeSpan Creating { get; }

    /// <summary>Compiles a network; null with errors if that fails.</summary>
    public static CompiledEngine? Create(Network network, IReadOnlyList<NamedTensor> inputs, Report report)
    {
        if (ModelLoader.Load(network.File, randomWeights: null, report)?.Plan(InMemoryCompiler.CompilerOptions, report) is not { } planned
            || planned.FindWeights(report) is not { } weights)
            return null;
        var model = InMemoryCompiler.Compile(planned);
        var values = model.Surface.Inputs.Select(port => inputs.First(input => input.Name == port.Port.Name).Values);
        return new CompiledEngine(model, weights, [.. values]);
    }

    public void Run() => _run();

    public IReadOnlyList<NamedTensor> Outputs() =>
        [.. _model.Surface.Outputs.Select((port, i) => new NamedTensor(
            port.Port.Name, TensorElements.TypeOf(_outputs[i]), [.. port.CallerShape.Select(size => (long)size)], _outputs[i]))];

    public void Dispose()
    {
        // All of it is managed.
    }
}

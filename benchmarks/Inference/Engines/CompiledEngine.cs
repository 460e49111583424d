using System.Diagnostics;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Inference.Engines;

/// <summary>A model that this project compiled, into this process.</summary>
internal sealed class CompiledEngine : IEngine
{
    private readonly InMemoryModel _model;
    private readonly object _instance;
    private readonly Array[] _inputs;
    private readonly float[][] _outputs;

    private CompiledEngine(InMemoryModel model, ModelWeights weights, IReadOnlyList<NamedTensor> inputs)
    {
        _model = model;
        _inputs = [.. model.Surface.Inputs.Select(port => inputs.First(input => input.Name == port.Port.Name).Values)];
        _outputs = model.NewOutputs();
        var clock = Stopwatch.StartNew();
        _instance = model.Create(weights);
        Creating = clock.Elapsed;
    }

    public TimeSpan Creating { get; }

    /// <summary>Compiles a network; null with errors if that fails.</summary>
    public static CompiledEngine? Create(Network network, IReadOnlyList<NamedTensor> inputs, Report report) =>
        ModelLoader.Load(network.File, randomWeights: null, report)?.Plan(InMemoryCompiler.CompilerOptions, report) is { } planned
        && planned.FindWeights(report) is { } weights
            ? new CompiledEngine(InMemoryCompiler.Compile(planned), weights, inputs)
            : null;

    public void Run() => _model.Run(_instance, _inputs, _outputs);

    public IReadOnlyList<NamedTensor> Outputs() =>
        [.. _model.Surface.Outputs.Select((port, i) => new NamedTensor(
            port.Port.Name, OnnxElementType.Float32, [.. port.CallerShape.Select(size => (long)size)], _outputs[i]))];

    public void Dispose()
    {
        // All of it is managed.
    }
}

using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ModelCompiler.Benchmarks.Kernels.Columns;
using ModelCompiler.Benchmarks.Kernels.Layers;

namespace ModelCompiler.Benchmarks.Kernels;

/// <summary>Layers of well-known networks, each with every algorithm that can compute it.</summary>
[Config(typeof(Settings))]
public class LayerBenchmarks
{
    private Action _run = null!;

    /// <summary>The layer and the algorithm.</summary>
    [ParamsSource(nameof(Cases))]
    public LayerCase Case { get; set; } = null!;

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerCase> Cases => LayerShape.All.SelectMany(shape => shape.Algorithms.Select(algorithm => new LayerCase(shape, algorithm)));

    /// <summary>Compiles the layer.</summary>
    [GlobalSetup]
    public void Compile() => _run = Case.Compile();

    /// <summary>Runs the layer.</summary>
    [Benchmark]
    public void Run() => _run();

    // In this process: its switches say which vectors there are, and models are compiled into it anyway.
    private sealed class Settings : ManualConfig
    {
        public Settings()
        {
            AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
            AddColumn(new WidthColumn(), new GigaflopsColumn(), new PeakShareColumn(), new BandwidthColumn());
        }
    }
}

using ModelCompiler.Benchmarks.Inference.Networks;

namespace ModelCompiler.Benchmarks.Inference.Engines;

/// <summary>An engine that holds one network and an input of it.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>How long it took until the network could be run.</summary>
    TimeSpan Creating { get; }

    /// <summary>Runs the network on the input.</summary>
    void Run();

    /// <summary>What the last run computed.</summary>
    IReadOnlyList<NamedTensor> Outputs();
}

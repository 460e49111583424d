using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Networks;

/// <summary>Random networks, compiled once for all tests that run them.</summary>
public sealed class CompiledNetworks
{
    private const int Count = 40;

    private readonly Lazy<IReadOnlyList<CompiledModel>> _models = new(() => ModelAssembly.Compile(Definitions));

    internal static IReadOnlyList<ModelDefinition> Definitions { get; } =
        [.. Enumerable.Range(0, Count).Select(RandomNetworks.Create)];

    internal IReadOnlyList<CompiledModel> Models => _models.Value;

    /// <summary>Inputs of a model between −1 and 1.</summary>
    internal static float[][] InputsOf(CompiledModel model, string seed = "") => [.. model.Plan.Inputs.Select(input =>
        TestWeights.Input(input.Name + seed, input.Type.Shape.ElementCount).Select(x => (float)x).ToArray())];
}

[CollectionDefinition(Name)]
public sealed class NetworksCollection : ICollectionFixture<CompiledNetworks>
{
    public const string Name = "Networks";
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Networks;

/// <summary>Random networks, compiled once for all tests that run them.</summary>
public sealed class CompiledNetworks
{
    private const int Count = 25;

    private readonly Lazy<IReadOnlyList<CompiledModel>> _models = new(() => ModelAssembly.Compile(Definitions));

    internal static IReadOnlyList<ModelDefinition> Definitions { get; } =
        [.. Enumerable.Range(0, Count).Select(RandomNetworks.Create), .. new[] { 3, 13, 20 }.Select(SharedBlocks)];

    internal IReadOnlyList<CompiledModel> Models => _models.Value;

    /// <summary>A slice of a concatenation that ends inside a channel block and is also read alone.</summary>
    private static ModelDefinition SharedBlocks(int channels) => Model.Of($"SharedBlocks{channels}",
        Layer.Input(16, 4, 5).Named("x"),
        Layer.Conv2D(16, 1).Named("a").From("x"), Layer.Conv2D(channels, 1).Named("b").From("x"),
        Layer.Conv2D(9, 1).Named("c").From("x"), Layer.Concat("a", "b", "c").Named("all"),
        Layer.Of("ReLU").Named("alone").From("b"), Layer.DepthwiseConv2D(1).Named("deep"),
        Layer.Softmax(1).Named("soft").From("alone")).WithOutputs("all", "deep", "soft");

    /// <summary>Inputs of a model between −1 and 1.</summary>
    internal static float[][] InputsOf(CompiledModel model, string seed = "") => [.. model.Plan.Inputs.Select(input =>
        TestWeights.Input(input.Name + seed, input.Type.Shape.ElementCount).Select(x => (float)x).ToArray())];
}

[CollectionDefinition(Name)]
public sealed class NetworksCollection : ICollectionFixture<CompiledNetworks>
{
    public const string Name = "Networks";
}

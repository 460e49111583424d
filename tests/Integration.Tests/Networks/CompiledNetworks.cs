using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Networks;

/// <summary>Random networks, compiled once for all tests that run them.</summary>
public sealed class CompiledNetworks
{
    private const int Count = 14;

    private readonly Lazy<IReadOnlyList<CompiledModel>> _models = new(() => ModelAssembly.Compile(Definitions));

    internal const int Batch = 3;

    internal static IReadOnlyList<ModelDefinition> Samples { get; } =
        [
            .. Enumerable.Range(0, Count).Select(RandomNetworks.Create), .. new[] { 3, 13, 20 }.Select(SharedBlocks), Normalized(), WideFilters(),
            Pooled(), Decoder(), OtherAlgorithms(),
        ];

    /// <summary>Every network for one sample, then every one for <see cref="Batch"/>.</summary>
    internal static IReadOnlyList<ModelDefinition> Definitions { get; } =
        [.. Samples, .. Samples.Select(network => network with { Name = network.Name + "Batch", Batch = Batch })];

    internal IReadOnlyList<CompiledModel> Models => _models.Value;

    /// <summary>A slice of a concatenation that ends inside a channel block and is also read alone.</summary>
    private static ModelDefinition SharedBlocks(int channels) => Model.Of($"SharedBlocks{channels}",
        Layer.Input(16, 4, 5).Named("x"),
        Layer.Conv2D(16, 1).Named("a").From("x"), Layer.Conv2D(channels, 1).Named("b").From("x"),
        Layer.Conv2D(9, 1).Named("c").From("x"), Layer.Concat("a", "b", "c").Named("all"),
        Layer.Of("ReLU").Named("alone").From("b"), Layer.DepthwiseConv2D(1).Named("deep"),
        Layer.Softmax(1).Named("soft").From("alone")).WithOutputs("all", "deep", "soft");

    /// <summary>Local response normalisations in place, behind others' borders, of vectors and of planar images.</summary>
    private static ModelDefinition Normalized() => Model.Of("Normalized",
        Layer.Input(6, 7, 9).Named("x"),
        Layer.Conv2D(20, 3, pads: 1, activation: "ReLU"), Layer.LocalResponseNormalization(5, alpha: 1),
        Layer.Conv2D(12, 3, pads: 1, group: 2).Named("planar"), Layer.LocalResponseNormalization(4, alpha: 2, beta: 0.5, bias: 2),
        Layer.MaxPool2D(3, strides: 2), Layer.Flatten(), Layer.LocalResponseNormalization(99, alpha: 1, beta: 0.6).Named("vector"),
        Layer.LocalResponseNormalization(1, alpha: 1).From("planar").Named("alone")).WithOutputs("vector", "alone");

    /// <summary>Filters beyond the second-level cache, over which a batch goes in another order; a residual behind them.</summary>
    private static ModelDefinition WideFilters() => Model.Of("WideFilters",
        Layer.Input(264, 3, 4).Named("x"),
        Layer.Conv2D(256, 1).Named("a"), Layer.Conv2D(256, 1).Named("b"), Layer.Add("a", "b"),
        Layer.Conv2D(36, 3, pads: 1, activation: "Sigmoid", algorithm: "Direct"));

    /// <summary>
    /// Convolutions that compute the pools behind them: into an image with a border, into a slice of a concatenation, with an activation
    /// that does not keep zero in the lanes beyond the channels.
    /// </summary>
    private static ModelDefinition Pooled() => Model.Of("Pooled",
        Layer.Input(16, 12, 20).Named("x"),
        Layer.Conv2D(24, 3, pads: 1, activation: "ReLU", algorithm: "Winograd4x4"), Layer.MaxPool2D(2),
        Layer.Conv2D(32, 3, pads: 1, algorithm: "Winograd2x2"), Layer.MaxPool2D(2), Layer.Of("Sigmoid").Named("a"),
        Layer.Conv2D(20, 3, pads: 1, algorithm: "Winograd4x4").From("x"), Layer.MaxPool2D(2), Layer.Of("Sigmoid"),
        Layer.MaxPool2D(2).Named("b"), Layer.Concat("a", "b").Named("all"),
        Layer.Conv2D(9, 3, pads: 1)).WithOutputs("all", "conv4");

    /// <summary>Algorithms that copy what they read and ask for no border, into images that have one.</summary>
    private static ModelDefinition OtherAlgorithms() => Model.Of("OtherAlgorithms",
        Layer.Input(20, 7, 6).Named("x"),
        Layer.Conv2D(20, 5, pads: 2, activation: "Sigmoid", algorithm: "Fft").Named("a"), Layer.Conv2D(20, 3, pads: 1, algorithm: "Direct"),
        Layer.Conv2D(20, 3, pads: 1, activation: "Sigmoid", algorithm: "Im2col").Named("b"), Layer.Conv2D(20, 3, pads: 1, algorithm: "Direct"),
        Layer.DepthwiseConv2D(3, pads: 1).With("algorithm", "Fft"), Layer.Add("depthwise1", "a"), Layer.Conv2D(9, 3, pads: 1, algorithm: "Direct"))
        .WithOutputs("b", "conv5");

    /// <summary>
    /// Transposed convolutions of other strides along rows and columns, that read each other's borders, with phases without taps and an
    /// activation that moves zero.
    /// </summary>
    private static ModelDefinition Decoder() => Model.Of("Decoder",
        Layer.Input(5, 3, 4).Named("x"),
        Constant("aw", 5, 36, 4, 3), Constant("ab", 36),
        Layer.Of("onnx.ConvTranspose").From("x", "aw", "ab").With("strides", new[] { 2, 3 }).With("pads", new[] { 1, 0, 1, 2 }).Named("a"),
        Layer.Of("Sigmoid").Named("gates"),
        Constant("bw", 36, 7, 1, 2),
        Layer.Of("onnx.ConvTranspose").From("gates", "bw").With("strides", new[] { 3, 3 }).With("output_padding", new[] { 2, 4 }).Named("b"),
        Layer.Conv2D(4, 3, pads: 1)).WithOutputs("gates", "conv1");

    private static LayerDefinition Constant(string name, params int[] shape) =>
        Layer.Of("onnx.Constant").With("shape", shape).Named(name);

    /// <summary>Inputs of a model between −1 and 1.</summary>
    internal static float[][] InputsOf(CompiledModel model, string seed = "") => [.. model.Plan.Inputs.Select(input =>
        TestWeights.Input(input.Name + seed, input.Type.Shape.ElementCount).Select(x => (float)x).ToArray())];
}

[CollectionDefinition(Name)]
public sealed class NetworksCollection : ICollectionFixture<CompiledNetworks>
{
    public const string Name = "Networks";
}

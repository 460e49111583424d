using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Algorithms;

/// <summary>Convolutions by im2col over random sizes, strides, dilations, pads, channel counts and activations.</summary>
public class Im2colTests
{
    [Fact]
    public void MatchesReference()
    {
        var layers = new RandomLayers(new Random(2));
        var models = ModelAssert.MatchReference([.. Enumerable.Range(0, 24).Select(i => Convolution(layers) with { Batch = 1 + (i % 4 / 3) })]);
        Assert.All(models, model => Assert.Single(model.Plan.Calls.OfType<Im2colConv>()));
    }

    /// <summary>Blocks of pixels end anywhere in a row, also behind a sum.</summary>
    [Fact]
    public void SeveralBlocksOfPixels() => Assert.All(
        ModelAssert.MatchReference(Model.Of("blocks",
            Layer.Input(65, 13, 11).Named("x"), Layer.Conv2D(65, 3, autoPad: "Same", algorithm: "Im2col").Named("a"),
            Layer.Add("a", "x").With("activation", "Sigmoid"), Layer.Conv2D(3, 3, algorithm: "Direct")) with { Batch = 2 }),
        model => Assert.True(Assert.Single(model.Plan.Calls.OfType<Im2colConv>()) is { WorkItems: > 1, Residual: not null }));

    private static ModelDefinition Convolution(RandomLayers layers)
    {
        int[] kernel = [layers.Pick(1, 2, 3, 5), layers.Pick(1, 3, 4)];
        int[] dilations = [layers.Pick(1, 1, 2), layers.Pick(1, 1, 3)];
        var pads = Enumerable.Range(0, 4).Select(_ => layers.Pick(0, 1, 2)).ToArray();
        return Model.Of("im2col",
            Layer.Input(layers.Pick(1, 3, 5, 16, 17, 33), (kernel[0] * dilations[0]) + layers.Pick(0, 1, 9), (kernel[1] * dilations[1]) + layers.Pick(0, 2, 9)),
            Layer.Of("Conv2D").With("filters", layers.Pick(2, 7, 16, 17, 64)).With("kernel", kernel).With("dilations", dilations)
                .With("strides", new[] { layers.Pick(1, 2), layers.Pick(1, 2) }).With("pads", pads).With("algorithm", "Im2col")
                .With("activation", layers.Pick("None", "ReLU", "Sigmoid")).With("bias", layers.Chance(0.7)));
    }
}

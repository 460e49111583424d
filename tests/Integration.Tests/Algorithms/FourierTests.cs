using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Algorithms;

/// <summary>
/// Convolutions by Fourier transforms over random sizes, pads, dilations, channel counts and activations, within the bound that follows from
/// the number of their steps: several tiles and an odd number of them, residuals, batches and lanes beyond the channels included.
/// </summary>
public class FourierTests
{
    private static readonly int[] Channels = [1, 3, 15, 16, 17, 33];

    [Fact]
    public void MatchesReference()
    {
        var layers = new RandomLayers(new Random(1));
        var models = ModelAssert.MatchReference([.. Enumerable.Range(0, 24).Select(i => Convolution(layers, isDepthwise: i % 3 == 0) with { Batch = 1 + (i % 4 / 3) })]);
        Assert.All(models, model => Assert.Single(model.Plan.Calls, call => call is FourierConv or FourierDepthwiseConv));
    }

    /// <summary>Sizes of every factor along one axis, with several tiles and blocks of them.</summary>
    [Fact]
    public void LongSequences()
    {
        var models = ModelAssert.MatchReference(
            [.. from kernel in (int[])[2, 5, 11, 20, 40, 100, 300]
                select Model.Of("long", Layer.Input(3, 700), Layer.Of("Conv1D").With("filters", 5).With("kernel", kernel).With("algorithm", "Fft"))]);
        Assert.Contains(models, model => Assert.Single(model.Plan.Calls.OfType<FourierConv>()).Tiles > 2);
    }

    [Fact]
    public void SumsAndActivationsBehind() => Assert.All(
        ModelAssert.MatchReference(Residual("Conv2D", 17), Residual("DepthwiseConv2D", 18)),
        model => Assert.DoesNotContain(model.Plan.Calls, call => call is Binary or ApplyActivation));

    private static ModelDefinition Convolution(RandomLayers layers, bool isDepthwise)
    {
        int[] kernel = [layers.Pick(1, 2, 3, 5, 9), layers.Pick(2, 3, 4, 7, 12)];
        int[] dilations = [layers.Pick(1, 1, 2), layers.Pick(1, 1, 3)];
        var pads = Enumerable.Range(0, 4).Select(_ => layers.Pick(0, 1, 2, 5)).ToArray();
        var channels = isDepthwise ? layers.Pick(2, 7, 16, 20) : layers.Pick(Channels);
        var layer = isDepthwise ? Layer.Of("DepthwiseConv2D") : Layer.Of("Conv2D").With("filters", layers.Pick(Channels));
        return Model.Of("fourier",
            Layer.Input(channels, (kernel[0] * dilations[0]) + layers.Pick(0, 1, 4, 11), (kernel[1] * dilations[1]) + layers.Pick(0, 2, 5, 30)),
            layer.With("kernel", kernel).With("dilations", dilations).With("pads", pads).With("algorithm", "Fft")
                .With("activation", layers.Pick("None", "ReLU", "Sigmoid")).With("bias", layers.Chance(0.7)));
    }

    private static ModelDefinition Residual(string kind, int channels) => Model.Of("residual",
        Layer.Input(channels, 14, 11).Named("x"),
        Layer.Of(kind).With("filters", kind == "Conv2D" ? channels : null).With("kernel", 5).With("autoPad", "Same").With("algorithm", "Fft").Named("a"),
        Layer.Add("a", "x").With("activation", "Sigmoid"), Layer.Conv2D(3, 3, algorithm: "Direct"));
}

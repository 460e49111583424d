using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Reference.Bounds;

namespace ModelCompiler.Tests.Algorithms;

/// <summary>
/// Every Winograd algorithm over random sizes, pads, channel counts and activations, within the bound that follows from its
/// transform matrices: tiles at the border, blocks of tiles, residuals and lanes beyond the channels included.
/// </summary>
public class WinogradTests
{
    private static readonly int[] Channels = [1, 3, 15, 16, 17, 33];

    [Theory]
    [InlineData("Winograd2x2", 3, 3)]
    [InlineData("Winograd4x4", 3, 3)]
    [InlineData("Winograd6x6", 3, 3)]
    [InlineData("Winograd2x2", 1, 3)]
    [InlineData("Winograd2x2", 3, 1)]
    [InlineData("Winograd4x4", 1, 3)]
    [InlineData("Winograd4x4", 3, 1)]
    [InlineData("Winograd2x2", 5, 5)]
    [InlineData("Winograd4x4", 5, 5)]
    [InlineData("Winograd2x2", 1, 5)]
    [InlineData("Winograd4x4", 5, 1)]
    public void MatchesReference(string algorithm, int kernelHeight, int kernelWidth)
    {
        var layers = new RandomLayers(new Random(kernelHeight * 10 + kernelWidth));
        var models = ModelAssert.MatchReference(
            [.. Enumerable.Range(0, 12).Select(_ => Convolution(layers, algorithm, [kernelHeight, kernelWidth]))]);
        var tile = algorithm["Winograd".Length] - '0';
        foreach (var call in models.Select(model => Assert.Single(model.Plan.Calls.OfType<WinogradConv>())))
            Assert.Equal((kernelHeight == 1 ? 1 : tile, kernelWidth == 1 ? 1 : tile), (call.TileHeight, call.TileWidth));
    }

    /// <summary>More tiles than one block of them, of which the last is smaller.</summary>
    [Fact]
    public void SeveralBlocksOfTiles() => Assert.All(
        ModelAssert.MatchReference(
            Residual("Winograd2x2", 42), Residual("Winograd4x4", 54), Residual("Winograd6x6", 62)),
        model => Assert.All(model.Plan.Calls.OfType<WinogradConv>(), call => Assert.True(call.WorkItems > 1)));

    /// <summary>By hand: Aᵀ = [1 1 1 0; 0 1 −1 1]; the rows of |G| sum to 1, 3/2, 3/2, 1 and those of |Bᵀ| to 2: (2 + 3 + 3)/3.</summary>
    [Fact]
    public void AmplificationOfF2() => Assert.Equal(8.0 / 3, new WinogradMatrices(2, 3).Amplification, 12);

    private static ModelDefinition Convolution(RandomLayers layers, string algorithm, int[] kernel)
    {
        var pads = Enumerable.Range(0, 4).Select(_ => layers.Pick(0, 1, 2, 5)).ToArray();
        return Model.Of("winograd",
            Layer.Input(layers.Pick(Channels), kernel[0] + layers.Pick(0, 1, 4, 9), kernel[1] + layers.Pick(0, 2, 5, 12)),
            Layer.Of("Conv2D").With("filters", layers.Pick(Channels)).With("kernel", kernel).With("pads", pads)
                .With("algorithm", algorithm).With("activation", layers.Pick("None", "ReLU", "Sigmoid")).With("bias", layers.Chance(0.7)));
    }

    private static ModelDefinition Residual(string algorithm, int size) => Model.Of("residual",
        Layer.Input(33, size, size).Named("x"),
        Layer.Conv2D(33, 3, autoPad: "Same", algorithm: algorithm).Named("a"),
        Layer.Add("a", "x").With("activation", "ReLU"));
}

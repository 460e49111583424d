using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;
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

    /// <summary>Kernels of two and four taps, and of different sizes along the axes.</summary>
    [Theory]
    [InlineData("Winograd2x2", 2, 2)]
    [InlineData("Winograd4x4", 2, 2)]
    [InlineData("Winograd2x2", 4, 4)]
    [InlineData("Winograd4x4", 4, 3)]
    [InlineData("Winograd2x2", 2, 5)]
    [InlineData("Winograd4x4", 1, 2)]
    public void OtherKernelsMatchReference(string algorithm, int kernelHeight, int kernelWidth)
    {
        var layers = new RandomLayers(new Random((kernelHeight * 10) + kernelWidth));
        ModelAssert.MatchReference([.. Enumerable.Range(0, 5).Select(_ => Convolution(layers, algorithm, [kernelHeight, kernelWidth]))]);
    }

    /// <summary>
    /// Strided convolutions as sums of their phases: kernels that the stride divides and that it does not, along one axis and two, phases
    /// read from the image where its channels fill blocks, and copied beside each other where they do not.
    /// </summary>
    [Theory]
    [InlineData("Winograd2x2", 3, 3, 2, 2)]
    [InlineData("Winograd4x4", 3, 3, 2, 2)]
    [InlineData("Winograd2x2", 7, 7, 2, 2)]
    [InlineData("Winograd4x4", 7, 7, 2, 2)]
    [InlineData("Winograd4x4", 11, 11, 4, 4)]
    [InlineData("Winograd2x2", 4, 4, 3, 3)]
    [InlineData("Winograd4x4", 1, 3, 1, 2)]
    [InlineData("Winograd2x2", 5, 2, 2, 2)]
    [InlineData("Winograd4x4", 3, 5, 1, 3)]
    public void PhasesMatchReference(string algorithm, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth)
    {
        var layers = new RandomLayers(new Random((kernelHeight * 10) + kernelWidth));
        int[] channels = [1, 3, 16, 17, 32, 48];
        var models = ModelAssert.MatchReference([.. channels.Select(inputs => Convolution(
            layers, algorithm, [kernelHeight, kernelWidth], [strideHeight, strideWidth], inputs) with { Batch = inputs == 48 ? 2 : 1 })]);
        Assert.Equal(
            channels.Select(inputs => inputs % 16 != 0),
            models.Select(model => Assert.Single(model.Plan.Calls.OfType<WinogradConv>()).IsGathered));
    }

    /// <summary>A sum onto the result, a pool in the output transform, and an input that something else reads too.</summary>
    [Fact]
    public void PhasesWithNeighboursMatchReference() => ModelAssert.MatchReference(
        Model.Of("sum", Layer.Input(32, 15, 14).Named("x"),
            Layer.Conv2D(33, 3, strides: 2, pads: 1, algorithm: "Winograd4x4").Named("a"),
            Layer.Conv2D(33, 1, strides: 2).From("x").Named("b"), Layer.Add("a", "b").With("activation", "ReLU")),
        Model.Of("pool", Layer.Input(3, 31, 30), Layer.Conv2D(16, 5, strides: 2, pads: 2, algorithm: "Winograd2x2"), Layer.MaxPool2D(2), Layer.Of("Tanh")),
        Model.Of("shared", Layer.Input(3, 20, 21).Named("x"),
            Layer.Conv2D(16, 7, strides: 2, pads: 3, algorithm: "Winograd4x4").Named("a"),
            Layer.Conv2D(16, 3, strides: 2, pads: 1).From("x").Named("b"), Layer.Add("a", "b")));

    /// <summary>More tiles than one block of them, of which the last is smaller.</summary>
    [Fact]
    public void SeveralBlocksOfTiles() => Assert.All(
        ModelAssert.MatchReference(
            Residual("Winograd2x2", 42), Residual("Winograd4x4", 54), Residual("Winograd6x6", 62)),
        model => Assert.All(model.Plan.Calls.OfType<WinogradConv>(), call => Assert.True(call.WorkItems > 1)));

    /// <summary>
    /// The max-pool in the output transform: images that clip tiles, odd ones, several channel blocks, batches, and the activation before
    /// or behind the pool, in registers or not.
    /// </summary>
    [Theory]
    [InlineData("Winograd2x2", 3)]
    [InlineData("Winograd4x4", 3)]
    [InlineData("Winograd6x6", 3)]
    [InlineData("Winograd2x2", 5)]
    [InlineData("Winograd4x4", 5)]
    public void PooledMatchesReference(string algorithm, int kernel)
    {
        var layers = new RandomLayers(new Random(kernel));
        var models = ModelAssert.MatchReference(
            [.. Enumerable.Range(0, 16).Select(i => Pooled(layers, algorithm, kernel) with { Batch = 1 + (i % 2) })]);
        foreach (var plan in models.Select(model => model.Plan))
        {
            Assert.True(Assert.Single(plan.Calls.OfType<WinogradConv>()).IsPooled);
            Assert.DoesNotContain(plan.Calls, call => call is Pool or ApplyActivation);
        }
    }

    /// <summary>A block of tiles may end anywhere in a row of them.</summary>
    [Fact]
    public void SeveralBlocksOfPooledTiles() => Assert.All(
        ModelAssert.MatchReference([.. from size in (int[])[54, 58]
                                       select Model.Of("blocks", Layer.Input(33, size, size),
                                           Layer.Conv2D(33, 3, autoPad: "Same", algorithm: "Winograd4x4"), Layer.MaxPool2D(2))]),
        model => Assert.True(Assert.Single(model.Plan.Calls.OfType<WinogradConv>()) is { WorkItems: > 1, IsPooled: true }));

    /// <summary>Bias and activation never fall, so the maximum may be taken before them without a difference of a single bit.</summary>
    [Fact]
    public void PoolingInRegistersChangesNoBit()
    {
        var network = Model.Of("bits", Layer.Input(20, 14, 18),
            Layer.Conv2D(33, 3, autoPad: "Same", activation: "ReLU6", algorithm: "Winograd4x4").Named("a"), Layer.MaxPool2D(2).Named("b"));
        var models = ModelAssembly.Compile([network, network.WithOutputs("b", "a")]);
        Assert.Equal([true, false], models.Select(model => Assert.Single(model.Plan.Calls.OfType<WinogradConv>()).IsPooled));
        float[][] inputs = [[.. TestWeights.Input("bits", 20 * 14 * 18).Select(x => 4 * (float)x)]];
        var maxima = models.Select(model => model.Run(model.Create(model.Plan.ToModelWeights()), inputs)[0]).ToList();
        Assert.Contains(6f, maxima[0]);
        Assert.Equal(maxima[1].Select(BitConverter.SingleToInt32Bits), maxima[0].Select(BitConverter.SingleToInt32Bits));
    }

    /// <summary>By hand: Aᵀ = [1 1 1 0; 0 1 −1 1]; the rows of |G| sum to 1, 3/2, 3/2, 1 and those of |Bᵀ| to 2: (2 + 3 + 3)/3.</summary>
    [Fact]
    public void AmplificationOfF2() => Assert.Equal(8.0 / 3, new WinogradMatrices(2, 3).Amplification, 12);

    private static ModelDefinition Convolution(RandomLayers layers, string algorithm, int[] kernel) =>
        Convolution(layers, algorithm, kernel, [1, 1], layers.Pick(Channels));

    private static ModelDefinition Convolution(RandomLayers layers, string algorithm, int[] kernel, int[] strides, int channels)
    {
        var pads = Enumerable.Range(0, 4).Select(_ => layers.Pick(0, 1, 2, 5)).ToArray();
        var (height, width) = (layers.Pick(0, 1, 4, 9), layers.Pick(0, 2, 5, 12));
        return Model.Of("winograd",
            Layer.Input(channels, kernel[0] + (height * strides[0]), kernel[1] + (width * strides[1])),
            Layer.Of("Conv2D").With("filters", layers.Pick(Channels)).With("kernel", kernel).With("strides", strides).With("pads", pads)
                .With("algorithm", algorithm).With("activation", layers.Pick("None", "ReLU", "Sigmoid")).With("bias", layers.Chance(0.7)));
    }

    private static ModelDefinition Pooled(RandomLayers layers, string algorithm, int kernel)
    {
        var before = layers.Pick("None", "ReLU", "ReLU6");
        var behind = before == "None" ? layers.Pick("None", "ReLU", "Sigmoid", "Tanh") : "None";
        return Model.Of("pooled",
        [
            Layer.Input(layers.Pick(3, 16, 17), layers.Pick(4, 6, 10, 13), layers.Pick(5, 8, 14)),
            Layer.Conv2D(layers.Pick(9, 16, 33, 64), kernel, autoPad: "Same", algorithm: algorithm, bias: layers.Chance(0.7))
                .With("activation", before),
            Layer.MaxPool2D(2),
            .. behind == "None" ? (LayerDefinition[])[] : [Layer.Of(behind)],
            .. layers.Chance(0.5) ? [Layer.Conv2D(5, 3, autoPad: "Same", algorithm: "Direct")] : (LayerDefinition[])[],
        ]);
    }

    private static ModelDefinition Residual(string algorithm, int size) => Model.Of("residual",
        Layer.Input(33, size, size).Named("x"),
        Layer.Conv2D(33, 3, autoPad: "Same", algorithm: algorithm).Named("a"),
        Layer.Add("a", "x").With("activation", "ReLU"));
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Operators;

/// <summary>Transposed convolutions against sums that scatter every input.</summary>
public class TransposedConvolutionTests
{
    [Fact]
    public void MatchesReference()
    {
        var models = ModelAssert.MatchReference([.. Enumerable.Range(0, 70).Select(RandomModels.Transposed)]);
        Assert.All(models, model => Assert.Single(model.Plan.Calls.OfType<TransposedConv>()));
    }

    /// <summary>The usual forms of decoders, wide enough for several tiles per phase.</summary>
    [Fact]
    public void DecodersMatchReference() => ModelAssert.MatchReference(
    [
        Net(24, 32, width: 33, kernel: 4, stride: 2, pad: 1),
        Net(32, 16, width: 40, kernel: 2, stride: 2, pad: 0),
        Net(16, 20, width: 31, kernel: 3, stride: 2, pad: 1),
        Net(3, 21, width: 9, kernel: 16, stride: 8, pad: 4),
        Net(8, 8, width: 60, kernel: 5, stride: 1, pad: 2),
    ]);

    /// <summary>Layers behind one another: the result of one has the border that the next one reads.</summary>
    [Fact]
    public void ChainsMatchReference() => ModelAssert.MatchReference(
        Model.Of(
        "chain",
        [Layer.Input(4, 3, 5), .. Stage("a", "input", 4, 24), .. Stage("b", "a", 24, 10), Layer.Conv2D(3, 3, autoPad: "Same")]));

    private static ModelDefinition Net(int channels, int filters, int width, int kernel, int stride, int pad) => Model.Of(
        $"transposed{kernel}stride{stride}",
        Layer.Input(channels, 3, width),
        Layer.Of("onnx.Constant").With("shape", new[] { channels, filters, kernel, kernel }).Named("w"),
        Layer.Of("onnx.ConvTranspose").From("input", "w").With("strides", new[] { stride, stride })
            .With("pads", new[] { pad, pad, pad, pad }),
        Layer.Of("ReLU"));

    private static LayerDefinition[] Stage(string name, string input, int channels, int filters) =>
    [
        Layer.Of("onnx.Constant").With("shape", new[] { channels, filters, 4, 4 }).Named(name + "w"),
        Layer.Of("onnx.ConvTranspose").From(input, name + "w").With("strides", new[] { 2, 2 })
            .With("pads", new[] { 1, 1, 1, 1 }).Named(name),
    ];
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.EdgeCases;

/// <summary>Broadcasts, concatenations and reshapes.</summary>
public class ShapingEdgeTests
{
    private static readonly int[][] BroadcastShapes =
        [[17, 4, 5], [17, 1, 1], [1, 4, 5], [1, 1, 1], [17, 4, 1], [17, 1, 5], [1, 4, 1], [1, 1, 5]];

    [Theory]
    [InlineData("Add")]
    [InlineData("Multiply")]
    public void Broadcasts(string kind) => ModelAssert.MatchReference(
    [
        .. from shape in BroadcastShapes
           from isFirst in (bool[])[false, true]
           select Model.Of("broadcast",
               Layer.Input(17, 4, 5).Named("a"), Layer.Input(shape).Named("b"),
               Layer.Of(kind).From(isFirst ? ["a", "b"] : ["b", "a"])),
    ]);

    /// <summary>Both operands are broadcast.</summary>
    [Theory]
    [InlineData("Add")]
    [InlineData("Multiply")]
    public void OuterBroadcasts(string kind) => ModelAssert.MatchReference(
    [
        Model.Of("channels and pixels", Layer.Input(17, 1, 1).Named("a"), Layer.Input(1, 4, 5).Named("b"), Layer.Of(kind).From("a", "b")),
        Model.Of("rows and columns", Layer.Input(3, 4, 1).Named("a"), Layer.Input(3, 1, 5).Named("b"), Layer.Of(kind).From("a", "b")),
        Model.Of("vectors", Layer.Input(33).Named("a"), Layer.Input(1).Named("b"), Layer.Of(kind).From("a", "b")),
    ]);

    /// <summary>
    /// A vector that becomes an image of one channel, and images of few channels: convolutions read them as the caller hands them over, also
    /// behind an activation, unless something else reads them as well.
    /// </summary>
    [Fact]
    public void ImagesThatConvolutionsReadAsTheyLie()
    {
        var models = ModelAssert.MatchReference(
            Model.Of("plane", [.. Plane, Layer.Conv2D(9, 3, pads: 1, strides: 2)]),
            Model.Of("activated", [.. Plane, Layer.Of("Sigmoid"), Layer.Conv2D(9, 3, pads: 1)]),
            Model.Of("input", Layer.Input(3, 7, 9), Layer.Of("Tanh"), Layer.Conv2D(9, 3, pads: 1), Layer.Of("Sigmoid")),
            Model.Of("last", Layer.Input(3, 7, 9).With("layout", "ChannelsLast"), Layer.Conv2D(9, 3, pads: 1)),
            Model.Of("shared", [.. Plane, Layer.Of("ReLU").Named("x"), Layer.Conv2D(1, 3, autoPad: "Same").Named("y"), Layer.Add("x", "y")]),
            Model.Of("output", [.. Plane, Layer.Of("Sigmoid")]));

        int[] blocks = [1, 1, 1, 3];
        Assert.Equal(blocks, models.Take(4).Select(model => model.Plan.Calls.OfType<DirectConv>().First().Source.Geometry.Block));
    }

    private static LayerDefinition[] Plane => [Layer.Input(63), Layer.Of("onnx.Reshape").With("shape", new[] { 1, 1, 7, 9 })];

    [Fact]
    public void AddsAValueToItself() => ModelAssert.MatchReference(
        Model.Of("twice", Layer.Input(5, 3, 3).Named("x"), Layer.Add("x", "x")),
        Model.Of("square", Layer.Input(5, 3, 3).Named("x"), Layer.Of("ReLU").Named("y"), Layer.Multiply("y", "y")));

    /// <summary>Operands at block-multiple offsets, at others, of other blocks, and twice.</summary>
    [Fact]
    public void Concatenations() => ModelAssert.MatchReference(
    [
        .. from channels in (int[][])[[16, 16], [16, 3, 13], [3, 16], [17, 33], [1, 1, 1], [32, 5, 16], [4, 4], [8, 3]]
           select Model.Of("concat", [
               Layer.Input(16, 5, 4).Named("x"),
               .. channels.Select((filters, i) => Layer.Conv2D(filters, 3, autoPad: "Same", activation: "Sigmoid").Named("part" + i).From("x")),
               Layer.Concat(channels.Select((_, i) => "part" + i)).Named("joined"),
               Layer.Conv2D(5, 3, autoPad: "Same")]),
    ]);

    [Fact]
    public void ConcatenationsOfConcatenationsAndTwiceTheSame() => ModelAssert.MatchReference(
        Model.Of("nested", Layer.Input(16, 4, 4).Named("x"),
            Layer.Conv2D(16, 1).Named("a").From("x"), Layer.Conv2D(16, 3, autoPad: "Same").Named("b").From("x"),
            Layer.Concat("a", "b").Named("ab"), Layer.Conv2D(32, 1).Named("c").From("x"),
            Layer.Concat("c", "ab", "a").Named("cab"), Layer.Conv2D(7, 3, autoPad: "Same")),
        Model.Of("same", Layer.Input(16, 4, 4).Named("x"), Layer.Conv2D(16, 1).Named("a"),
            Layer.Concat("a", "a").Named("aa"), Layer.Concat("aa", "a").Named("aaa"), Layer.Of("ReLU")),
        Model.Of("inputs", Layer.Input(16, 4, 4).Named("x"), Layer.Input(5, 4, 4).Named("y"),
            Layer.Concat("x", "y").Named("xy"), Layer.Concat("y", "x", "xy")),
        Model.Of("rows", Layer.Input(5, 4, 4).Named("x"), Layer.Input(5, 2, 4).Named("y"),
            Layer.Concat("x", "y", "x").With("axis", 2), Layer.Conv2D(3, 3, autoPad: "Same")),
        Model.Of("vectors", Layer.Input(5).Named("x"), Layer.Dense(20).Named("y"),
            Layer.Concat("x", "y"), Layer.Dense(3)));

    /// <summary>
    /// A slice that ends inside a channel block shares that block with its neighbour: whoever reads it behind the
    /// concatenation must not see the neighbour's channels.
    /// </summary>
    [Theory]
    [InlineData("ReLU")]
    [InlineData("GlobalAveragePool")]
    [InlineData("Dropout")]
    public void SlicesThatShareABlockAreReadAlone(string reader) => ModelAssert.MatchReference(
    [
        .. from slice in (int[])[3, 13, 20]
           select Model.Of("shared", Layer.Input(16, 4, 5).Named("x"),
               Layer.Conv2D(16, 1).Named("a").From("x"), Layer.Conv2D(slice, 1).Named("b").From("x"),
               Layer.Conv2D(9, 1).Named("c").From("x"),
               Layer.Concat("a", "b", "c").Named("all"),
               Layer.Of(reader).Named("alone").From("b"), Layer.DepthwiseConv2D(1).Named("deep"),
               Layer.Softmax(1).Named("soft").From("alone")).WithOutputs("all", "deep", "soft"),
    ]);

    [Fact]
    public void Reshapes() => ModelAssert.MatchReference(
    [
        .. from target in (int[][])[[-1], [5, -1], [2, 10, -1], [60, 1, 1], [1, 1, 60], [4, 15], [3, 4, 5]]
           from source in (int[][])[[3, 4, 5], [60], [60, 1, 1], [15, 4]]
           select Model.Of("reshape", Layer.Input(source), Layer.Of("ReLU"), Layer.Reshape(target), Layer.Of("ELU")),
    ]);

    [Fact]
    public void ReshapesBetweenLayers() => ModelAssert.MatchReference(
        Model.Of("to image", Layer.Input(12), Layer.Dense(48), Layer.Reshape(3, 4, 4), Layer.Conv2D(5, 3, autoPad: "Same")),
        Model.Of("chain", Layer.Input(3, 4, 4), Layer.Reshape(48), Layer.Reshape(12, 4), Layer.Reshape(6, 2, 4), Layer.MaxPool2D(2)),
        Model.Of("flatten kept", Layer.Input(17, 3, 2), Layer.Flatten().Named("flat"), Layer.Dense(5).Named("dense"))
            .WithOutputs("flat", "dense"),
        Model.Of("flatten shared", Layer.Input(17, 3, 2).Named("x"), Layer.Flatten().Named("flat"), Layer.Dense(7).Named("a"),
            Layer.Dense(7).Named("b").From("flat"), Layer.Add("a", "b")),
        Model.Of("flatten vector", Layer.Input(17, 3, 2), Layer.GlobalMaxPool(), Layer.Flatten(), Layer.Dense(33)),
        Model.Of("padded", Layer.Input(5, 3, 3), Layer.ZeroPad2D(1, 2, 0, 3), Layer.MaxPool2D(2)));
}

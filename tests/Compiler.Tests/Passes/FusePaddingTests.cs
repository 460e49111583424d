using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class FusePaddingTests
{
    private static readonly FusePadding Pass = new();

    private static readonly LayerDefinition Image = Layer.Input(3, 6, 6);

    [Fact]
    public void Convolution_AddsThePads() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Image, Layer.ZeroPad2D(1, 2, 3, 4), Layer.Conv2D(4, 3, pads: 1, strides: 2, bias: false)),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %3 conv1 [1, 4, 5, 6] = Conv(%0 input, conv1.weight) strides [2, 2] pads [2, 3, 4, 5]
        output %3 conv1
        """);

    [Fact]
    public void TwoPads_AreFusedOneAfterTheOther()
    {
        var graph = Model.Of("net", Image, Layer.ZeroPad2D(1), Layer.ZeroPad2D(0, 1), Layer.Conv2D(4, 3)).ToGraph();

        Assert.Single(PassAssert.Apply(Pass, graph).Nodes);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void AveragePool_CountsThePads(int pads, bool countIncludePad)
    {
        var pool = Layer.AveragePool2D(3, strides: 2, pads: pads, countIncludePad: countIncludePad);
        var graph = Model.Of("net", Image, Layer.ZeroPad2D(0, 1, 1, 0), pool).ToGraph();

        var fused = Assert.Single(PassAssert.Apply(Pass, graph).Nodes);
        Assert.True(((AveragePool)fused.Op).CountIncludePad);
    }

    [Fact]
    public void AveragePool_WithPadsThatDoNotCount_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Image, Layer.ZeroPad2D(1), Layer.AveragePool2D(3, pads: 1, countIncludePad: false)));

    [Fact]
    public void AveragePool_InCeilMode_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Image, Layer.ZeroPad2D(1), Layer.AveragePool2D(3, ceilMode: true, countIncludePad: true)));

    [Fact]
    public void MaxPool_PadsWithMinusInfinity_Forbids() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Image, Layer.ZeroPad2D(1), Layer.MaxPool2D(3)));

    [Fact]
    public void SecondConsumer_Forbids() => PassAssert.LeavesAlone(
        Pass,
        Model.Of("net", Image, Layer.ZeroPad2D(1), Layer.Conv2D(4, 3), Layer.Conv2D(4, 3).From("pad1"), Layer.Add("conv1", "conv2")));

    [Fact]
    public void PaddedChannels_Forbid()
    {
        var graph = Model.Of("net", Layer.Input(4, 8, 8), Layer.ZeroPad2D(0), Layer.Conv2D(4, 3)).ToGraph();
        var (pad, x) = (graph.Nodes[0], graph.NewInput("x", TensorType.Float(1, 3, 8, 8), null));
        graph.Inputs[0] = x;
        pad.Inputs[0] = x;
        pad.Op = new Pad([0, 1, 0, 0, 0, 0, 0, 0]);
        GraphVerifier.Verify(graph, "the test");

        PassAssert.LeavesAlone(Pass, graph);
    }
}

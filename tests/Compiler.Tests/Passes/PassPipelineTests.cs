using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class PassPipelineTests
{
    [Fact]
    public void ResidualBlock_BecomesTwoConvolutions()
    {
        var graph = Model.Of(
            "block",
            Layer.Input(8, 6, 6),
            Layer.ZeroPad2D(1),
            Layer.Conv2D(8, 3, bias: false),
            Layer.BatchNormalization(),
            Layer.Of("ReLU"),
            Layer.Dropout(),
            Layer.Conv2D(8, 3, autoPad: "Same", bias: false),
            Layer.BatchNormalization(),
            Layer.Add("bn2", "input"),
            Layer.Of("ReLU")).ToGraph();

        var applied = PassPipeline.Run(graph);

        Assert.Equal(["RemoveIdentities", "FoldBatchNormalization", "FusePadding", "FuseActivation", "FuseResidual"], applied);
        GraphAssert.Prints(
            """
            graph block
            input %0 input [1, 8, 6, 6]
            %9 relu1 [1, 8, 6, 6] = Conv(%0 input, fold(conv1.weight, bn1.weight, bn1.running_var), fold(filled 0, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var)) pads [1, 1, 1, 1] then Relu
            %19 relu2 [1, 8, 6, 6] = Conv(%9 relu1, fold(conv2.weight, bn2.weight, bn2.running_var), fold(filled 0, bn2.weight, bn2.bias, bn2.running_mean, bn2.running_var), %0 input) pads [1, 1, 1, 1] then Relu
            output %19 relu2
            """,
            graph);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomNetwork_ComputesTheSameAfterEveryPass(int seed)
    {
        var graph = RandomNetworks.Create(seed).ToGraph();
        GraphVerifier.Verify(graph, "building");
        var expected = GraphAssert.Run(graph);

        foreach (var pass in PassPipeline.Inference)
            if (PassPipeline.Run(graph, [pass]).Count > 0)
                GraphAssert.SameOutputs(expected, GraphAssert.Run(graph));
    }

    [Fact]
    public void RandomNetworks_GiveAllPassesWorkThatTheyCan()
    {
        var applied = Enumerable.Range(0, 40).SelectMany(seed => PassPipeline.Run(RandomNetworks.Create(seed).ToGraph()));

        // These networks have no unread layer, no operands of different ranks, no two reshapes in a row, no operators of ONNX,
        // no maximum right behind an activation and no pool that does not come out even behind a convolution.
        string[] idle =
        [
            nameof(RemoveUnused), nameof(AlignRanks), nameof(MergeReshapes), nameof(AbsorbInputTranspose), nameof(FuseHardSwish),
            nameof(FuseLoopNests), nameof(FuseQuantization), nameof(FoldQuantizationScale), nameof(DelayActivation), nameof(DelayRowReshape), nameof(TrimUnread),
        ];
        Assert.Equal(PassPipeline.Inference.Select(pass => pass.Name).Except(idle).Order(), applied.Distinct().Order());
    }

    [Fact]
    public void PassThatBreaksTheGraph_IsNamed()
    {
        var graph = Model.Of("net", Layer.Input(3), Layer.Dense(2), Layer.Of("ReLU")).ToGraph();

        var failure = Assert.Throws<InvalidOperationException>(() => PassPipeline.Run(graph, [new ReverseNodes()]));
        Assert.StartsWith("After ReverseNodes: ", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 25)];

    private sealed class ReverseNodes : IGraphPass
    {
        public string Name => nameof(ReverseNodes);

        public bool Run(Graph graph)
        {
            graph.Nodes.Reverse();
            return true;
        }
    }
}

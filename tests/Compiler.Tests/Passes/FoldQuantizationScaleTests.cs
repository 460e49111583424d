using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class FoldQuantizationScaleTests
{
    private static readonly FoldQuantizationScale Pass = new();

    [Fact]
    public void ConvolutionAndDenseLayer_CountInSteps()
    {
        var graph = Model.Of("net", Layer.Input(3, 4, 4), Layer.Conv2D(4, 3), Layer.Flatten(), Layer.Dense(2, bias: false)).ToGraph();
        Quantize(graph, 0.25f, -100);

        Assert.True(Pass.Run(graph));
        GraphVerifier.Verify(graph, Pass.Name);
        GraphAssert.Prints(
            """
            graph net
            input %0 input [1, 3, 4, 4]
            %3 conv1 [1, 4, 2, 2] = Conv(%0 input, conv1.weight / 0.25, conv1.bias / 0.25) then QuantizeSteps(0.25, -100)
            %4 flatten1 [1, 16] = Reshape(%3 conv1)
            %6 dense1 [1, 2] = Gemm(%4 flatten1, dense1.weight / 0.25) then QuantizeSteps(0.25, -100)
            output %6 dense1
            """,
            graph);
    }

    /// <summary>A power of two moves no bit, so that not even a tie falls to another side.</summary>
    [Fact]
    public void ResultsStay()
    {
        var graph = Model.Of("net", Layer.Input(3, 4, 4), Layer.Conv2D(4, 3), Layer.Flatten(), Layer.Dense(2)).ToGraph();
        Quantize(graph, 0.125f, -100);
        PassAssert.Apply(Pass, graph);
    }

    [Fact]
    public void OtherActivations_StayAsTheyAre() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Layer.Input(3, 4, 4), Layer.Conv2D(4, 3, activation: "ReLU")));

    [Fact]
    public void Residual_Forbids()
    {
        var graph = Model.Of("net", Layer.Input(4, 4, 4), Layer.Conv2D(4, 3, autoPad: "Same").Named("conv"), Layer.Add("conv", "input")).ToGraph();
        new FuseResidual().Run(graph);
        Quantize(graph, 0.25f, 0);

        PassAssert.LeavesAlone(Pass, graph);
    }

    private static void Quantize(Graph graph, float scale, float least)
    {
        foreach (var node in graph.Nodes)
            if (node.Op is ActivatedOp op)
                node.Op = op with { Activation = new ActivationFunction(ActivationKind.Quantize, scale, least) };
    }
}

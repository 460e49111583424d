using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class RemoveIdentitiesTests
{
    private static readonly RemoveIdentities Pass = new();

    [Fact]
    public void Identity_IsBypassed() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(3), Layer.Dropout(), Layer.Dropout(), Layer.Of("Tanh")),
        """
        graph net
        input %0 input [1, 3]
        %3 tanh1 [1, 3] = Tanh(%0 input)
        output %3 tanh1
        """);

    [Fact]
    public void IdentityAsOutput_LeavesItsNameToTheProducer() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(3), Layer.Of("Tanh"), Layer.Dropout(), Layer.Of("ReLU").From("tanh1"))
            .WithOutputs("dropout1", "relu1"),
        """
        graph net
        input %0 input [1, 3]
        %2 dropout1 [1, 3] = Tanh(%0 input)
        %3 relu1 [1, 3] = Relu(%2 dropout1)
        output %2 dropout1
        output %3 relu1
        """);

    [Fact]
    public void IdentityOfAnInput_StaysAsOutput() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Layer.Input(3), Layer.Dropout()));

    [Fact]
    public void IdentityOfAnotherOutput_StaysAsOutput() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(3), Layer.Of("Tanh"), Layer.Dropout()).WithOutputs("tanh1", "dropout1"));
}

public class MergeReshapesTests
{
    private static readonly MergeReshapes Pass = new();

    [Fact]
    public void ReshapeOfReshape_BecomesOne() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(4, 3, 2), Layer.Reshape(6, 4), Layer.Reshape(2, 12), Layer.Flatten()),
        """
        graph net
        input %0 input [1, 4, 3, 2]
        %3 flatten1 [1, 24] = Reshape(%0 input)
        output %3 flatten1
        """);

    [Fact]
    public void ReshapeThatSomethingElseReads_Stays()
    {
        var graph = Model.Of(
            "net", Layer.Input(4, 3, 2), Layer.Reshape(6, 4), Layer.Flatten(), Layer.Of("Tanh").From("reshape1"))
            .WithOutputs("flatten1", "tanh1").ToGraph();

        Assert.Equal(3, PassAssert.Apply(Pass, graph).Nodes.Count);
        Assert.Equal(graph.Inputs[0], graph.Nodes[1].Inputs[0]);
    }

    [Fact]
    public void ReshapeToTheSameShape_IsDropped() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(4), Layer.Flatten(), Layer.Of("Tanh")),
        """
        graph net
        input %0 input [1, 4]
        %2 tanh1 [1, 4] = Tanh(%0 input)
        output %2 tanh1
        """);

    [Fact]
    public void SingleReshape_Stays() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Layer.Input(4, 3, 2), Layer.Flatten(), Layer.Dense(2)));
}

public class RemoveUnusedTests
{
    private static readonly RemoveUnused Pass = new();

    [Fact]
    public void ChainThatNobodyReads_IsRemoved()
    {
        var graph = Model.Of("net", Layer.Input(3), Layer.Of("Tanh"), Layer.Of("ReLU"), Layer.Dense(2).From("input"))
            .WithOutputs("relu1", "dense1").ToGraph();
        graph.Outputs.RemoveAt(0);

        Assert.True(Pass.Run(graph));
        GraphVerifier.Verify(graph, Pass.Name);
        Assert.IsType<Gemm>(Assert.Single(graph.Nodes).Op);
    }

    [Fact]
    public void GraphWithoutDeadNodes_Stays() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Layer.Input(3), Layer.Of("Tanh"), Layer.Dense(2)));
}

public class AlignRanksTests
{
    private static readonly AlignRanks Pass = new();

    [Fact]
    public void LowerRank_GetsLeadingOnes() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(4, 2, 3).Named("image"), Layer.Input(3).Named("row"), Layer.Add("row", "image")),
        """
        graph net
        input %0 image [1, 4, 2, 3]
        input %1 row [1, 3]
        %3 add1.operand1 [1, 1, 1, 3] = Reshape(%1 row)
        %2 add1 [1, 4, 2, 3] = Add(%3 add1.operand1, %0 image)
        output %2 add1
        """);

    [Fact]
    public void EqualRanks_StayAsTheyAre() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(4, 2, 3).Named("a"), Layer.Input(4, 1, 1).Named("b"), Layer.Multiply("a", "b")));
}

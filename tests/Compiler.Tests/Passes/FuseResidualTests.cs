using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class FuseResidualTests
{
    private static readonly FuseResidual Pass = new();

    private static readonly LayerDefinition Image = Layer.Input(3, 6, 6);

    private static readonly LayerDefinition Same = Layer.Conv2D(3, 3, autoPad: "Same", bias: false);

    [Fact]
    public void Convolution_AddsTheResidualAndThenActivates() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Image, Same, Layer.Add("conv1", "input").With("activation", "ReLU")),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %3 add1 [1, 3, 6, 6] = Conv(%0 input, conv1.weight, none, %0 input) pads [1, 1, 1, 1] then Relu
        output %3 add1
        """);

    [Fact]
    public void Dense_AddsTheResidual() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(4), Layer.Dense(4), Layer.Add("input", "dense1")),
        """
        graph net
        input %0 input [1, 4]
        %4 add1 [1, 4] = Gemm(%0 input, dense1.weight, dense1.bias, %0 input)
        output %4 add1
        """);

    [Theory]
    [InlineData("conv1", "conv2")]
    [InlineData("conv2", "conv1")]
    public void OfTwoConvolutions_TheLaterAddsTheEarlier(string left, string right) => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Image, Same, Same.From("input"), Layer.Add(left, right)),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %2 conv1 [1, 3, 6, 6] = Conv(%0 input, conv1.weight) pads [1, 1, 1, 1]
        %5 add1 [1, 3, 6, 6] = Conv(%0 input, conv2.weight, none, %2 conv1) pads [1, 1, 1, 1]
        output %5 add1
        """);

    [Fact]
    public void Convolution_MovesBehindItsResidual() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Image, Same, Layer.Of("Tanh").From("input"), Layer.Add("conv1", "tanh1")),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %3 tanh1 [1, 3, 6, 6] = Tanh(%0 input)
        %4 add1 [1, 3, 6, 6] = Conv(%0 input, conv1.weight, none, %3 tanh1) pads [1, 1, 1, 1]
        output %4 add1
        """);

    [Fact]
    public void OnlyOneResidual_FitsIntoAConvolution()
    {
        var graph = Model.Of("net", Image, Same, Layer.Add("conv1", "input"), Layer.Add("add1", "input")).ToGraph();

        Assert.Equal(2, PassAssert.Apply(Pass, graph).Nodes.Count);
    }

    [Fact]
    public void ActivationBeforeTheSum_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Image, Same.With("activation", "ReLU"), Layer.Add("conv1", "input")));

    [Fact]
    public void SecondConsumer_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Image, Same, Layer.Of("ReLU"), Layer.Of("Tanh").From("conv1"), Layer.Multiply("relu1", "tanh1"),
            Layer.Add("conv1", "multiply1")));

    [Fact]
    public void Output_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Image, Same, Layer.Add("conv1", "input")).WithOutputs("conv1", "add1"));

    [Fact]
    public void Broadcast_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Image, Layer.Conv2D(3, 6), Layer.Add("conv1", "input")));

    [Fact]
    public void TwiceTheSameValue_Forbids() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Image, Same, Layer.Add("conv1", "conv1")));
}

using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class DelayActivationTests
{
    private static readonly DelayActivation Pass = new();

    [Fact]
    public void MaximumOfTanh_IsTanhOfTheMaximum() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(3, 6, 6), Layer.Conv2D(4, 3, bias: false, activation: "Tanh"), Layer.MaxPool2D(2)),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %2 conv1 [1, 4, 4, 4] = Conv(%0 input, conv1.weight)
        %4 conv1 Tanh [1, 4, 2, 2] = MaxPool(%2 conv1) kernel [2, 2] strides [2, 2]
        %3 maxpool1 [1, 4, 2, 2] = Tanh(%4 conv1 Tanh)
        output %3 maxpool1
        """);

    [Fact]
    public void TransposedConvolution_ActivatesTheMaximaToo()
    {
        var graph = Model.Of(
            "net", Layer.Input(3, 2, 2), Layer.Of("onnx.Constant").With("shape", new[] { 3, 4, 3, 3 }).Named("w"),
            Layer.Of("onnx.ConvTranspose").From("input", "w").Named("up"), Layer.Of("Tanh"), Layer.MaxPool2D(2)).ToGraph();
        Assert.True(new FuseActivation().Run(graph));
        GraphAssert.Prints(
            """
            graph net
            input %0 input [1, 3, 2, 2]
            %3 tanh1 [1, 4, 4, 4] = ConvTranspose(%0 input, w)
            %5 up Tanh [1, 4, 2, 2] = MaxPool(%3 tanh1) kernel [2, 2] strides [2, 2]
            %4 maxpool1 [1, 4, 2, 2] = Tanh(%5 up Tanh)
            output %4 maxpool1
            """,
            PassAssert.Apply(Pass, graph));
    }

    [Theory]
    [InlineData("ReLU")]
    [InlineData("SiLU")]
    [InlineData("HardSwish")]
    public void FunctionsThatFallOrCostNothing_StayWhereTheyAre(string activation) => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(3, 6, 6), Layer.Conv2D(4, 3, activation: activation), Layer.MaxPool2D(2)));

    [Fact]
    public void SecondConsumer_Forbids() => PassAssert.LeavesAlone(
        Pass,
        Model.Of("net", Layer.Input(3, 6, 6), Layer.Conv2D(4, 3, activation: "Tanh"), Layer.MaxPool2D(2)).WithOutputs("conv1", "maxpool1"));

    [Fact]
    public void PoolThatKeepsThePixels_Forbids() => PassAssert.LeavesAlone(
        Pass,
        Model.Of("net", Layer.Input(3, 6, 6), Layer.Conv2D(4, 3, activation: "Tanh"), Layer.MaxPool2D(2).With("strides", 1)));

    [Fact]
    public void MeanOfTanh_StaysAsItIs() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(3, 6, 6), Layer.Conv2D(4, 3, activation: "Tanh"), Layer.Of("AveragePool2D").With("kernel", 2)));
}

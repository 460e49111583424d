using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class FoldBatchNormalizationTests
{
    private static readonly FoldBatchNormalization Pass = new();

    private static readonly LayerDefinition Image = Layer.Input(3, 6, 6);

    [Fact]
    public void Convolution_AbsorbsNormalizationAndItsActivation() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Image, Layer.Conv2D(4, 3), Layer.BatchNormalization(activation: "Tanh")),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %8 bn1 [1, 4, 4, 4] = Conv(%0 input, fold(conv1.weight, bn1.weight, bn1.running_var), fold(conv1.bias, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var)) then Tanh
        output %8 bn1
        """);

    [Fact]
    public void MissingBias_CountsAsZero() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Image, Layer.Conv2D(4, 3, bias: false), Layer.BatchNormalization()),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %7 bn1 [1, 4, 4, 4] = Conv(%0 input, fold(conv1.weight, bn1.weight, bn1.running_var), fold(filled 0, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var))
        output %7 bn1
        """);

    [Fact]
    public void Dense_AbsorbsNormalization() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(5), Layer.Dense(4), Layer.BatchNormalization()),
        """
        graph net
        input %0 input [1, 5]
        %8 bn1 [1, 4] = Gemm(%0 input, fold(dense1.weight, bn1.weight, bn1.running_var), fold(dense1.bias, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var))
        output %8 bn1
        """);

    [Fact]
    public void TransposedConvolution_AbsorbsNormalization() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(3, 6, 6), Layer.Of("onnx.Constant").With("shape", new[] { 3, 4, 2, 2 }).Named("w"),
            Layer.Of("onnx.ConvTranspose").From("input", "w").With("strides", new[] { 2, 2 }).Named("up"),
            Layer.BatchNormalization(activation: "ReLU")),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %7 bn1 [1, 4, 12, 12] = ConvTranspose(%0 input, fold(w, bn1.weight, bn1.running_var), fold(filled 0, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var)) strides [2, 2] then Relu
        output %7 bn1
        """);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void GroupedConvolution_ComputesTheSame(int group)
    {
        var model = Model.Of(
            "net", Layer.Input(6, 5, 5), Layer.Conv2D(12, 3, group: group), Layer.BatchNormalization(epsilon: 0.01));

        Assert.Single(PassAssert.Apply(Pass, model.ToGraph()).Nodes);
    }

    [Fact]
    public void TwoNormalizations_FoldOneAfterTheOther()
    {
        var model = Model.Of("net", Image, Layer.Conv2D(4, 3), Layer.BatchNormalization(), Layer.BatchNormalization());

        Assert.Single(PassAssert.Apply(Pass, model.ToGraph()).Nodes);
    }

    [Fact]
    public void SecondConsumer_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Image, Layer.Conv2D(4, 3), Layer.BatchNormalization(), Layer.Add("conv1", "bn1")));

    [Fact]
    public void Output_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Image, Layer.Conv2D(4, 3), Layer.BatchNormalization()).WithOutputs("conv1", "bn1"));

    [Fact]
    public void ActivationInBetween_Forbids()
    {
        PassAssert.LeavesAlone(Pass, Model.Of("net", Image, Layer.Conv2D(4, 3, activation: "ReLU"), Layer.BatchNormalization()));
        PassAssert.LeavesAlone(Pass, Model.Of("net", Image, Layer.Conv2D(4, 3), Layer.Of("ReLU"), Layer.BatchNormalization()));
    }

    [Fact]
    public void Residual_Forbids()
    {
        var graph = Model.Of(
            "net", Image, Layer.Conv2D(3, 3, autoPad: "Same"), Layer.Add("conv1", "input"), Layer.BatchNormalization()).ToGraph();
        Assert.True(new FuseResidual().Run(graph));

        PassAssert.LeavesAlone(Pass, graph);
    }

    [Fact]
    public void OtherProducers_StayAsTheyAre() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Image, Layer.MaxPool2D(2), Layer.BatchNormalization()));
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class FuseActivationTests
{
    private static readonly FuseActivation Pass = new();

    [Fact]
    public void Convolution_AppliesTheActivation() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(3, 6, 6), Layer.Conv2D(4, 3, bias: false), Layer.Of("LeakyReLU")),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %3 leakyrelu1 [1, 4, 4, 4] = Conv(%0 input, conv1.weight) then LeakyRelu(0.01)
        output %3 leakyrelu1
        """);

    public static TheoryData<string> Absorbing => ["Dense", "Add", "Multiply", "BatchNormalization"];

    [Theory]
    [MemberData(nameof(Absorbing))]
    public void OtherOperators_ApplyTheActivation(string kind)
    {
        var inputs = kind is "Add" or "Multiply" ? new[] { "input1", "input2" } : ["input1"];
        LayerDefinition layer = Layer.Of(kind).From(inputs);
        if (kind == "Dense")
            layer = layer.With("units", 4);
        var model = Model.Of(
            "net", Layer.Input(3), Layer.Input(3), layer.Named("x"), Layer.Of("Sigmoid"), Layer.Flatten().From("input2"))
            .WithOutputs("sigmoid1", "flatten1");

        Assert.Equal(2, PassAssert.Apply(Pass, model.ToGraph()).Nodes.Count);
    }

    [Fact]
    public void TransposedConvolution_AppliesTheActivation() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(3, 6, 6), Layer.Of("onnx.Constant").With("shape", new[] { 3, 4, 2, 2 }).Named("w"),
            Layer.Of("onnx.ConvTranspose").From("input", "w").With("strides", new[] { 2, 2 }).With("output_padding", new[] { 0, 1 }),
            Layer.Of("ReLU")),
        """
        graph net
        input %0 input [1, 3, 6, 6]
        %3 relu1 [1, 4, 12, 13] = ConvTranspose(%0 input, w) strides [2, 2] output padding [0, 1] then Relu
        output %3 relu1
        """);

    [Fact]
    public void OnlyTheFirstOfTwoActivations_IsFused()
    {
        var model = Model.Of("net", Layer.Input(3), Layer.Dense(4), Layer.Of("Tanh"), Layer.Of("ReLU"));

        Assert.Equal(2, PassAssert.Apply(Pass, model.ToGraph()).Nodes.Count);
    }

    [Fact]
    public void Activation_Forbids() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Layer.Input(3), Layer.Dense(4, activation: "Tanh"), Layer.Of("ReLU")));

    [Fact]
    public void SecondConsumer_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(3), Layer.Dense(4), Layer.Of("ReLU"), Layer.Multiply("dense1", "relu1")));

    [Fact]
    public void Output_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(3), Layer.Dense(4), Layer.Of("ReLU")).WithOutputs("dense1", "relu1"));

    [Fact]
    public void OtherProducers_StayAsTheyAre()
    {
        PassAssert.LeavesAlone(Pass, Model.Of("net", Layer.Input(3, 6, 6), Layer.MaxPool2D(2), Layer.Of("ReLU")));
        PassAssert.LeavesAlone(Pass, Model.Of("net", Layer.Input(3), Layer.Of("ReLU")));
    }
}

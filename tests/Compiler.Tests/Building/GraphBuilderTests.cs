using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Building;

public class GraphBuilderTests
{
    [Fact]
    public void LocalResponseNormalization_HasOnnxDefaults() =>
        GraphAssert.Prints(
            """
            graph net
            input %0 input [1, 3, 4, 5]
            %1 lrn1 [1, 3, 4, 5] = LRN(%0 input) size 5 alpha 0.0001 beta 0.75 bias 1
            output %1 lrn1

            """,
            Model.Of("net", Layer.Input(3, 4, 5), Layer.LocalResponseNormalization(5)).ToGraph());

    [Fact]
    public void LeNet5_BecomesTypedGraph()
    {
        var model = Model.Of(
            "lenet5",
            Layer.Input(1, 28, 28),
            Layer.Conv2D(6, 5, autoPad: "Same", activation: "Tanh"),
            Layer.AveragePool2D(2),
            Layer.Conv2D(16, 5, activation: "Tanh"),
            Layer.AveragePool2D(2),
            Layer.Flatten(),
            Layer.Dense(120, activation: "Tanh"),
            Layer.Dense(10, bias: false),
            Layer.Softmax());

        GraphAssert.Prints(
            """
            graph lenet5
            input %0 input [1, 1, 28, 28]
            %3 conv1 [1, 6, 28, 28] = Conv(%0 input, conv1.weight, conv1.bias) pads [2, 2, 2, 2] then Tanh
            %4 averagepool1 [1, 6, 14, 14] = AveragePool(%3 conv1) kernel [2, 2] strides [2, 2]
            %7 conv2 [1, 16, 10, 10] = Conv(%4 averagepool1, conv2.weight, conv2.bias) then Tanh
            %8 averagepool2 [1, 16, 5, 5] = AveragePool(%7 conv2) kernel [2, 2] strides [2, 2]
            %9 flatten1 [1, 400] = Reshape(%8 averagepool2)
            %12 dense1 [1, 120] = Gemm(%9 flatten1, dense1.weight, dense1.bias) then Tanh
            %14 dense2 [1, 10] = Gemm(%12 dense1, dense2.weight)
            %15 softmax1 [1, 10] = Softmax(%14 dense2) axis 1
            output %15 softmax1
            """,
            model.ToGraph());
    }

    [Fact]
    public void EveryKindOfTheCatalogue_Builds() =>
        Assert.Equal(
            LayerCatalog.Layers.Select(schema => schema.Kind).Where(kind => kind != "Input").Order(),
            RandomModels.Operators.Where(kind => RandomModels.ForOperator(kind, 1).ToGraph().Nodes.Count > 0).Order());

    [Fact]
    public void DefaultNames_CountNamedLayersToo()
    {
        var graph = Model.Of(
            "net", Layer.Input(1, 4, 4), Layer.Conv2D(2, 1).Named("stem"), Layer.Conv2D(2, 1), Layer.Conv2D(2, 1)).ToGraph();

        Assert.Equal(["stem", "conv2", "conv3"], graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void SeveralInputs_AreNumbered()
    {
        var graph = Model.Of("net", Layer.Input(3), Layer.Input(3), Layer.Add("input1", "input2")).ToGraph();

        Assert.Equal(["input1", "input2"], graph.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void Outputs_FollowTheDefinition()
    {
        var graph = Model.Of("net", Layer.Input(4), Layer.Dense(3), Layer.Dense(2)).WithOutputs("dense2", "dense1").ToGraph();

        Assert.Equal(["dense2", "dense1"], graph.Outputs.Select(output => output.Name));
    }

    [Fact]
    public void Input_ExpandsOneMeanToEveryChannel()
    {
        var input = Layer.Input(3, 4, 5).With("layout", "ChannelsLast").With("element", "UInt8")
            .With("mean", 127.5).With("scale", new[] { 1.0, 0.5, 0.25 });
        var value = Model.Of("net", input, Layer.Flatten()).ToGraph().Inputs[0];

        Assert.Equal(TensorType.Float(1, 3, 4, 5), value.Type);
        Assert.Equal(new InputFormat(true, ElementType.UInt8, [127.5f, 127.5f, 127.5f], [1, 0.5f, 0.25f]), value.Format);
    }

    [Fact]
    public void PlainInput_HasNoFormat() =>
        Assert.Null(Model.Of("net", Layer.Input(3, 4, 5), Layer.Flatten()).ToGraph().Inputs[0].Format);

    [Fact]
    public void SeparableConv2D_BecomesTwoConvolutions() =>
        GraphAssert.Prints(
            """
            graph net
            input %0 input [1, 4, 5, 5]
            %2 separable1.depthwise [1, 8, 3, 3] = Conv(%0 input, separable1.depthwise.weight) group 4
            %5 separable1 [1, 6, 3, 3] = Conv(%2 separable1.depthwise, separable1.pointwise.weight, separable1.pointwise.bias) then Relu
            output %5 separable1
            """,
            Model.Of("net", Layer.Input(4, 5, 5), Layer.SeparableConv2D(6, 3, multiplier: 2, activation: "ReLU")).ToGraph());

    [Fact]
    public void DepthwiseConv2D_HasFiltersPerChannel()
    {
        var node = Model.Of("net", Layer.Input(4, 5, 5), Layer.DepthwiseConv2D(3, multiplier: 2)).ToGraph().Nodes[0];

        Assert.Equal(TensorShape.Of(8, 1, 3, 3), node.Inputs[1]!.Shape);
        Assert.Equal(4, ((Conv)node.Op).Group);
    }

    [Fact]
    public void AddOfThree_AddsFromLeftToRightAndThenActivates() =>
        GraphAssert.Prints(
            """
            graph net
            input %0 a [1, 3]
            input %1 b [1, 3]
            input %2 c [1, 3]
            %3 add1.sum1 [1, 3] = Add(%0 a, %1 b)
            %4 add1 [1, 3] = Add(%3 add1.sum1, %2 c) then Relu
            output %4 add1
            """,
            Model.Of(
                "net", Layer.Input(3).Named("a"), Layer.Input(3).Named("b"), Layer.Input(3).Named("c"),
                Layer.Add("a", "b", "c").With("activation", "ReLU")).ToGraph());

    [Theory]
    [InlineData("LeakyReLU", ActivationKind.LeakyRelu, 0.01f, 0f)]
    [InlineData("ELU", ActivationKind.Elu, 1f, 0f)]
    [InlineData("HardSigmoid", ActivationKind.HardSigmoid, 0.2f, 0.5f)]
    [InlineData("SiLU", ActivationKind.Silu, 0f, 0f)]
    internal void Activations_HaveDefaultParameters(string kind, ActivationKind expected, float alpha, float beta)
    {
        var layer = Model.Of("net", Layer.Input(4), Layer.Of(kind)).ToGraph().Nodes[0];
        var property = Model.Of("net", Layer.Input(4), Layer.Dense(2, activation: kind)).ToGraph().Nodes[0];

        Assert.Equal(new Activate(new ActivationFunction(expected, alpha, beta)), layer.Op);
        Assert.Equal(new Gemm { Activation = new ActivationFunction(expected, alpha, beta) }, property.Op);
    }

    [Fact]
    public void Alpha_Overrides()
    {
        var node = Model.Of("net", Layer.Input(4), Layer.Of("ELU").With("alpha", 0.25)).ToGraph().Nodes[0];

        Assert.Equal(new Activate(new ActivationFunction(ActivationKind.Elu, 0.25f)), node.Op);
    }

    [Theory]
    [InlineData(new[] { 1 }, new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2, 1, 2 })]
    [InlineData(new[] { 1, 2, 3, 4 }, new[] { 1, 2, 3, 4 })]
    public void Pads_AreTopLeftBottomRight(int[] written, int[] expected)
    {
        var layer = Layer.Conv2D(1, 3).With("pads", written);
        var node = Model.Of("net", Layer.Input(1, 8, 8), layer).ToGraph().Nodes[0];

        Assert.Equal(expected, ((Conv)node.Op).Pads);
    }

    [Theory]
    [InlineData("Same", 8, 3, 1, 1, 1, 1)]
    [InlineData("Same", 8, 3, 2, 1, 0, 1)]
    [InlineData("SameLower", 8, 3, 2, 1, 1, 0)]
    [InlineData("Same", 7, 2, 1, 1, 0, 1)]
    [InlineData("Same", 7, 3, 1, 2, 2, 2)]
    [InlineData("Same", 5, 1, 3, 1, 0, 0)]
    [InlineData("Valid", 8, 3, 1, 1, 0, 0)]
    public void AutoPad_BecomesPads(string autoPad, int size, int kernel, int stride, int dilation, int begin, int end)
    {
        var layer = Layer.Conv2D(1, kernel, strides: stride, dilations: dilation, autoPad: autoPad);
        var node = Model.Of("net", Layer.Input(1, size, size), layer).ToGraph().Nodes[0];

        Assert.Equal([begin, begin, end, end], ((Conv)node.Op).Pads);
        if (autoPad != "Valid")
            Assert.Equal((size + stride - 1) / stride, node.Output.Shape[2]);
    }

    [Fact]
    public void Reshape_InfersOneDimension() =>
        Assert.Equal(
            TensorShape.Of(1, 4, 6, 2), Model.Of("net", Layer.Input(3, 4, 4), Layer.Reshape(4, -1, 2)).ToGraph().Outputs[0].Shape);

    [Fact]
    public void Axis_CountsFromTheEnd()
    {
        var graph = Model.Of("net", Layer.Input(3, 4, 5), Layer.Softmax(axis: -1)).ToGraph();

        Assert.Equal(new Softmax(3), graph.Nodes[0].Op);
    }

    [Fact]
    public void Weights_HavePyTorchNames()
    {
        var graph = Model.Of("net", Layer.Input(3, 4, 4), Layer.BatchNormalization()).ToGraph();

        Assert.Equal(
            ["bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"],
            graph.Nodes[0].Inputs.Skip(1).Select(weight => weight!.Name));
    }

    [Fact]
    public void RandomModels_VerifyAsBuilt()
    {
        foreach (var kind in RandomModels.Operators)
            for (var seed = 0; seed < 100; seed++)
                GraphVerifier.Verify(RandomModels.ForOperator(kind, seed).ToGraph(), "building");
    }
}

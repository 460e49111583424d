using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class FuseQuantizationTests
{
    private static readonly FuseQuantization Pass = new();

    private static readonly LayerDefinition X = Layer.Of("onnx.Input").With("shape", new[] { 1, 3, 4, 4 }).Named("x");

    [Theory]
    [InlineData("UInt8", 128, "Quantize(0.25, -128)")]
    [InlineData("UInt8", 0, "Quantize(0.25, 0)")]
    [InlineData("Int8", -128, "Quantize(0.25, 0)")]
    [InlineData("Int8", 3, "Quantize(0.25, -131)")]
    public void PairWithOneScale_IsAnActivation(string element, int zero, string expected)
    {
        var graph = PassAssert.Apply(
            Pass, Of(Scale(0.25), Zero("zero", element, zero), Quantize("x"), Dequantize("quantizelinear1", "zero")).ToGraph());

        Assert.Contains(expected, GraphPrinter.Print(graph), StringComparison.Ordinal);
        Assert.Single(graph.Nodes);
    }

    [Fact]
    public void BytesThatSomethingElseReads_Stay()
    {
        var model = Of(Scale(0.25), Zero("zero", "UInt8", 9), Quantize("x"), Dequantize("quantizelinear1", "zero"));
        var graph = PassAssert.Apply(Pass, model.WithOutputs("quantizelinear1", "dequantizelinear1").ToGraph());

        Assert.Equal(2, graph.Nodes.Count);
    }

    [Fact]
    public void DifferentParameters_AreLeftAlone()
    {
        PassAssert.LeavesAlone(Pass, Of(
            Scale(0.25), Zero("zero", "UInt8", 9), Zero("other", "UInt8", 8), Quantize("x"), Dequantize("quantizelinear1", "other")));
        PassAssert.LeavesAlone(Pass, Of(Scale(-0.25), Zero("zero", "UInt8", 9), Quantize("x"), Dequantize("quantizelinear1", "zero")));
    }

    [Theory]
    [InlineData(0, "then QuantizeSteps(0.25, 0)")]
    [InlineData(1, "then Relu")]
    public void ReluInFrontOfNumbersFromZeroOn_FallsAway(double zero, string expected)
    {
        var graph = Model.Of(
            "net", Layer.Input(3, 4, 4), Layer.Conv2D(4, 3), Layer.Of("ReLU").Named("relu"), Scale(0.25), Zero("zero", "UInt8", zero),
            Quantize("relu"), Dequantize("quantizelinear1", "zero")).ToGraph();
        PassPipeline.Run(graph);

        Assert.EndsWith(expected, GraphPrinter.Print(graph).Split('\n').Single(line => line.Contains("Conv(", StringComparison.Ordinal)));
    }

    [Fact]
    public void ReluOfADenseLayerOrASum_FallsAwayAsWell()
    {
        var graph = Model.Of(
            "net", Layer.Input(6).Named("x"), Layer.Dense(6).Named("a"), Layer.Of("ReLU").Named("b"), Scale(0.25), Zero("zero", "UInt8", 0),
            Quantize("b").Named("c"), Dequantize("c", "zero").Named("d"), Layer.Add("d", "x"), Layer.Of("ReLU").Named("e"),
            Quantize("e").Named("f"), Dequantize("f", "zero")).ToGraph();
        PassPipeline.Run(graph);

        Assert.Equal(
            [new ActivationFunction(ActivationKind.QuantizeSteps, 0.25f), new ActivationFunction(ActivationKind.Quantize, 0.25f)],
            graph.Nodes.Select(node => Assert.IsAssignableFrom<ActivatedOp>(node.Op).Activation));
    }

    [Fact]
    public void WhatIsRoundedAlready_IsRoundedOnce()
    {
        LayerDefinition Quantized(string name, string x) => Quantize(x).Named(name + ".bytes");
        LayerDefinition Dequantized(string name) => Dequantize(name + ".bytes", "zero").Named(name);
        var graph = PassAssert.Apply(Pass, Of(
            Scale(0.25), Zero("zero", "UInt8", 9), Quantized("a", "x"), Dequantized("a"), Layer.MaxPool2D(2).From("a"),
            Layer.Of("onnx.Transpose").With("perm", new[] { 0, 2, 3, 1 }), Layer.Of("Flatten").Named("flat"),
            Quantized("b", "flat"), Dequantized("b"), Layer.Of("ReLU").From("b")).ToGraph());

        Assert.Single(graph.Nodes, node => node.Op is Activate { Function.Kind: ActivationKind.Quantize });
        Assert.Equal(5, graph.Nodes.Count);
    }

    [Fact]
    public void OtherScaleBehind_IsAnotherRounding()
    {
        var graph = PassAssert.Apply(Pass, Of(
            Scale(0.25), Zero("zero", "UInt8", 9), Zero("other", "UInt8", 8), Quantize("x"), Dequantize("quantizelinear1", "zero"),
            Layer.Of("onnx.QuantizeLinear").From("dequantizelinear1", "scale", "other").Named("bytes"),
            Dequantize("bytes", "other").Named("last"), Layer.Of("ReLU").From("last")).ToGraph());

        Assert.Equal(2, graph.Nodes.Count(node => node.Op is Activate { Function.Kind: ActivationKind.Quantize }));
    }

    private static ModelDefinition Of(params LayerDefinition[] layers) => Model.Of("net", [X, .. layers]);

    private static LayerDefinition Scale(double value) => Layer.Of("onnx.Constant")
        .With("shape", Array.Empty<int>()).With("values", new[] { value }).Named("scale");

    private static LayerDefinition Zero(string name, string element, double value) => Layer.Of("onnx.Constant")
        .With("element", element).With("shape", Array.Empty<int>()).With("integers", new[] { (int)value }).Named(name);

    private static LayerDefinition Quantize(string x) => Layer.Of("onnx.QuantizeLinear").From(x, "scale", "zero").Named("quantizelinear1");

    private static LayerDefinition Dequantize(string bytes, string zero) =>
        Layer.Of("onnx.DequantizeLinear").From(bytes, "scale", zero).Named("dequantizelinear1");
}

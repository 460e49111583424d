using System.Runtime.InteropServices;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests.Import;

/// <summary>Constants: in layers or in the weight file, computed with at once, and the same once.</summary>
public class ConstantTests
{
    private const int Float16 = 10;

    [Fact]
    public void Lists_of_floats_are_weights_under_their_names()
    {
        var model = Importing.Of(Onnx.Graph(Onnx.Node("Add", "y", "x", "w")).WithInitializers(Onnx.Floats("w", 1, 2))).Good();

        var weight = Assert.Single(model.Weights);
        Assert.Equal(("w", StoredFormat.F32), (weight.Name, weight.Format));
        Assert.Equal([2], weight.Shape.Dimensions);
        Assert.Equal([1f, 2f], MemoryMarshal.Cast<byte, float>(weight.Bytes.Span).ToArray());
        Assert.Equal(new WeightsReference.FromFile("model.safetensors"), model.Definition.Weights);
    }

    [Fact]
    public void Halves_stay_halves()
    {
        var half = Onnx.Tensor("w", Float16, 2).Raw(0x00, 0x3C, 0x00, 0xC1);
        var weight = Assert.Single(Importing.Of(Onnx.Graph(Onnx.Node("Add", "y", "x", "w")).WithInitializers(half)).Good().Weights);

        Assert.Equal(StoredFormat.F16, weight.Format);
        Assert.Equal(new byte[] { 0x00, 0x3C, 0x00, 0xC1 }, weight.Bytes.ToArray());
    }

    [Fact]
    public void Single_floats_stand_in_the_layer()
    {
        var model = Importing.Of(Onnx.Graph(Onnx.Node("Add", "y", "x", "w")).WithInitializers(Onnx.Floats("w", 0.1f))).Good();

        Assert.Empty(model.Weights);
        Assert.Equal(WeightsReference.None, model.Definition.Weights);
        Assert.Equal([0.1], Assert.IsType<PropertyValue.Numbers>(Property(model.Definition, "w", "values")).Values);
    }

    [Theory]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity)]
    [InlineData(float.NaN, 1)]
    [InlineData(-0.0f, float.NegativeInfinity)]
    public void What_is_not_finite_stands_in_the_layer_and_keeps_its_bits(float first, float second)
    {
        var model = Importing.Of(Onnx.Graph(Onnx.Node("Add", "y", "x", "w")).WithInitializers(Onnx.Floats("w", first, second))).Good();
        Assert.Empty(model.Weights);

        // By the way of a build: written as JSON and read again.
        var read = JsonModelReader.Read(JsonModelWriter.Write(model.Definition), "m").Definition!;
        Assert.Equal(model.Definition, read);
        var graph = GraphBuilder.Build(read, new DiagnosticBag())!;
        var known = graph.Nodes.SelectMany(node => node.Inputs).Single(value => value!.IsConstant)!.Known!;
        Assert.Equal([Bits(first), Bits(second)], known.Floats.Select(Bits));
    }

    [Fact]
    public void What_follows_from_constants_is_computed()
    {
        var graph = Onnx.Graph(
                Onnx.Node("Shape", "shape", "x"), Onnx.Node("Add", "sum", "a", "b"), Onnx.Node("Cast", "more", "shape").With(Onnx.Attribute("to", Onnx.Float)),
                Onnx.Node("Add", "all", "sum", "more"), Onnx.Node("Mul", "y", "x", "all"))
            .WithInitializers(Onnx.Floats("a", 1, 2), Onnx.Floats("b", 10, 20));
        var importing = Importing.Of(graph);

        Assert.Equal("x = Input()\nall = Constant()\ny = Mul(x, all)", importing.Layers());
        Assert.Equal([13f, 24f], MemoryMarshal.Cast<byte, float>(Assert.Single(importing.Good().Weights).Bytes.Span).ToArray());
    }

    [Fact]
    public void Equal_constants_are_one()
    {
        var graph = Onnx.Graph(Onnx.Node("Add", "s", "x", "a"), Onnx.Node("Add", "y", "s", "b"))
            .WithInitializers(Onnx.Floats("a", 1, 2), Onnx.Floats("b", 1, 2));
        Assert.Equal("x = Input()\na = Constant()\ns = Add(x, a)\ny = Add(s, a)", Importing.Of(graph).Layers());
    }

    [Fact]
    public void Zeros_of_different_signs_are_not_equal()
    {
        var graph = Onnx.Graph(Onnx.Node("Add", "s", "x", "a"), Onnx.Node("Add", "y", "s", "b"))
            .WithInitializers(Onnx.Floats("a", 0, 2), Onnx.Floats("b", -0f, 2));
        Assert.Equal(2, Importing.Of(graph).Good().Weights.Count);
    }

    [Fact]
    public void What_no_output_follows_from_is_left_out()
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "y", "x"), Onnx.Node("NoSuchOperator", "z", "y", "w")).WithInitializers(Onnx.Floats("w", 1, 2));
        var importing = Importing.Of(graph);

        Assert.Equal("x = Input()\ny = Relu(x)", importing.Layers());
        Assert.Empty(importing.Good().Weights);
    }

    [Fact]
    public void Layers_that_only_their_shape_was_asked_of_are_left_out()
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "r", "x"), Onnx.Node("Shape", "s", "r"), Onnx.Node("Reshape", "y", "x", "s"));
        Assert.DoesNotContain("r = Relu", Importing.Of(graph).Layers());
    }

    [Fact]
    public void A_double_beyond_float_is_a_mistake_of_its_initializer()
    {
        var tensor = Onnx.Tensor("w", 11, 2);
        tensor.DoubleData.Add([1, 1e300]);
        Assert.Equal(
            "MC0451: initializer 'w' holds a tensor that cannot be read: Element 1 of the tensor 'w' is 1E+300, which is beyond the range of float32",
            Importing.Of(Onnx.Graph(Onnx.Node("Add", "y", "x", "w")).WithInitializers(tensor)).Mistake());
    }

    [Fact]
    public void Too_many_integers_are_a_mistake()
    {
        var tensor = Onnx.Tensor("w", 3, (1 << 20) + 1).Raw(new byte[(1 << 20) + 1]);
        var graph = Onnx.Graph(Onnx.Node("Identity", "y", "w")).WithInitializers(tensor);
        Assert.Equal(
            "MC0458: The constant 'w' has 1048577 elements, but one of integers or truth values may have at most 1048576",
            Importing.Of(graph).Mistake());
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static PropertyValue Property(ModelDefinition model, string layer, string property) =>
        model.Layers.Single(found => found.Name == layer).Properties.Single(found => found.Name == property).Value;
}

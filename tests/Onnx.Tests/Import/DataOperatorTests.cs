using System.Runtime.InteropServices;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;
using Kind = ModelCompiler.Compiler.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace ModelCompiler.Tests.Import;

/// <summary>Constant, ConstantOfShape, Shape, Size, Range, Cast, CastLike, Dropout: what they give for what is known.</summary>
public class DataOperatorTests
{
    [Fact]
    public void Constant_takes_every_form()
    {
        Assert.Equal([1, 2], Integers(Onnx.Node("Constant", "y").With(Onnx.Attribute("value", Onnx.Integers("", 1, 2)))));
        Assert.Equal([3], Integers(Onnx.Node("Constant", "y").With(Onnx.Attribute("value_int", 3))));
        Assert.Equal([4, 5], Integers(Onnx.Node("Constant", "y").With(new AttributeProto { Name = "value_ints", Type = Kind.Ints, Ints = { 4, 5 } })));
        Assert.Equal([0.5f], Floats(Onnx.Node("Constant", "y").With(new AttributeProto { Name = "value_float", Type = Kind.Float, F = 0.5f })));
        Assert.Equal([0.5f, 2], Floats(Onnx.Node("Constant", "y").With(new AttributeProto { Name = "value_floats", Type = Kind.Floats, Floats = { 0.5f, 2 } })));
        Assert.Equal(
            "MC0451: node 0 (Constant) needs one of the attributes value, value_float, value_floats, value_int and value_ints",
            Importing.Of(Onnx.Graph(Onnx.Node("Constant", "y"))).Mistake());
    }

    [Fact]
    public void ConstantOfShape_is_zero_or_its_value()
    {
        Assert.Equal([0f, 0, 0, 0, 0, 0], Floats(Onnx.Node("ConstantOfShape", "y", "i"), Onnx.Integers("i", 2, 3)));
        Assert.Equal(
            [7, 7], Integers(Onnx.Node("ConstantOfShape", "y", "i").With(Onnx.Attribute("value", Onnx.Integers("", 7))), Onnx.Integers("i", 2)));
        Assert.Equal([0f], Floats(Onnx.Node("ConstantOfShape", "y", "i"), Onnx.Integers("i")));
    }

    [Theory]
    [InlineData(null, null, new long[] { 2, 3, 4 })]
    [InlineData(1, null, new long[] { 3, 4 })]
    [InlineData(-1, null, new long[] { 4 })]
    [InlineData(0, -1, new long[] { 2, 3 })]
    [InlineData(-9, 9, new long[] { 2, 3, 4 })]
    [InlineData(2, 1, new long[0])]
    public void Shape_gives_a_part_of_the_shape(int? start, int? end, long[] expected)
    {
        var node = Onnx.Node("Shape", "y", "i");
        if (start is { } first)
            node.With(Onnx.Attribute("start", first));
        if (end is { } last)
            node.With(Onnx.Attribute("end", last));
        Assert.Equal(expected, Integers(node, Onnx.Tensor("i", Onnx.Float, 2, 3, 4).Raw(new byte[96])));
    }

    [Fact]
    public void Size_counts_elements() =>
        Assert.Equal([24], Integers(Onnx.Node("Size", "y", "i"), Onnx.Tensor("i", Onnx.Float, 2, 3, 4).Raw(new byte[96])));

    [Theory]
    [InlineData(3, 9, 3, new long[] { 3, 6 })]
    [InlineData(10, 4, -2, new long[] { 10, 8, 6 })]
    [InlineData(5, 5, 1, new long[0])]
    [InlineData(5, 9, -1, new long[0])]
    public void Range_counts(long start, long limit, long delta, long[] expected) =>
        Assert.Equal(expected, Integers(Onnx.Node("Range", "y", "a", "b", "c"), Scalar("a", start), Scalar("b", limit), Scalar("c", delta)));

    [Theory]
    [InlineData(0, 1, 0, "has a delta of 0")]
    [InlineData(long.MinValue, long.MaxValue, 1, "has more elements than 4194304")]
    public void A_range_without_an_end_is_a_mistake(long start, long limit, long delta, string mistake) => Assert.Equal(
        "MC0451: node 0 (Range) " + mistake,
        Importing.Of(Constant(Onnx.Node("Range", "y", "a", "b", "c"), Scalar("a", start), Scalar("b", limit), Scalar("c", delta))).Mistake());

    [Fact]
    public void Cast_truncates_and_wraps()
    {
        Assert.Equal([1, -1, 0], Integers(CastTo(Onnx.Int64), Onnx.Floats("i", 1.9f, -1.9f, 0.5f)));
        Assert.Equal([1, 1, 0], Integers(CastTo(Onnx.Bool), Onnx.Floats("i", 1.9f, -1.9f, 0)));
        Assert.Equal([44, -1], Integers(CastTo(3), Onnx.Integers("i", 300, 255)));
        Assert.Equal([65535], Integers(CastTo(Onnx.UInt16), Onnx.Integers("i", -1)));
        Assert.Equal([1f, 2], Floats(CastTo(11), Onnx.Integers("i", 1, 2)));
        Assert.Equal([1, 2], Integers(Onnx.Node("CastLike", "y", "i", "like"), Onnx.Floats("i", 1, 2.5f), Onnx.Integers("like", 0)));
        Assert.Equal("MC0451: node 0 (Cast) casts to string, which is not supported", Importing.Of(Constant(CastTo(8), Onnx.Integers("i", 1))).Mistake());
    }

    [Fact]
    public void Dropout_passes_its_input_on()
    {
        var node = new NodeProto { OpType = "Dropout", Input = { "x" }, Output = { "y", "mask" } };
        var model = Importing.Of(Onnx.Graph(node).WithOutputs("y", "mask")).Good();
        Assert.Equal([1, 1], model.Definition.Layers.Single(layer => layer.Name == "mask::1" || layer.Name == "constant" || layer.Kind == "onnx.Constant")
            .Properties.Select(property => property.Value).OfType<PropertyValue.Integers>().Last().Values);

        var training = Onnx.Graph(Onnx.Node("Dropout", "y", "x", "", "t")).WithInitializers(Onnx.Flag("t", true));
        Assert.Equal(
            "MC0451: node 0 (Dropout) is in training mode, but models are compiled for inference", Importing.Of(training).Mistake());
    }

    private static NodeProto CastTo(int type) => Onnx.Node("Cast", "y", "i").With(Onnx.Attribute("to", type));

    private static TensorProto Scalar(string name, long value)
    {
        var tensor = Onnx.Tensor(name, Onnx.Int64);
        tensor.Int64Data.Add(value);
        return tensor;
    }

    private static GraphProto Constant(NodeProto node, params TensorProto[] initializers) => Onnx.Graph(node).WithInitializers(initializers);

    private static IEnumerable<long> Integers(NodeProto node, params TensorProto[] initializers)
    {
        var constant = Importing.Of(Constant(node, initializers)).Good().Definition.Layers[^2];
        Assert.Equal("onnx.Constant", constant.Kind);
        return Assert.IsType<PropertyValue.Integers>(constant.Properties.Single(property => property.Name == "integers").Value).Values;
    }

    private static IEnumerable<float> Floats(NodeProto node, params TensorProto[] initializers)
    {
        var model = Importing.Of(Constant(node, initializers)).Good();
        return model.Weights.Count == 1
            ? MemoryMarshal.Cast<byte, float>(model.Weights[0].Bytes.Span).ToArray()
            : Assert.IsType<PropertyValue.Numbers>(model.Definition.Layers[^2].Properties.Single(property => property.Name == "values").Value)
                .Values.Select(value => (float)value);
    }
}

using Google.Protobuf;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>What is read from a file in which nothing is wrong.</summary>
public class SampleModelTests
{
    private static readonly OnnxModel Model = Reading.Of(SampleModel.Create()).Good();
    private static readonly OnnxGraph Graph = Model.Graph;

    [Fact]
    public void The_model_says_who_made_it_and_for_which_opset() =>
        Assert.Equal((8, 17, "tests", "sample"), (Model.IrVersion, Model.Opset, Model.Producer, Graph.Name));

    [Fact]
    public void Dimensions_are_numbers_symbols_or_unknown()
    {
        var input = Graph.Inputs[0];
        Assert.Equal("float32[batch,3,?]", input.TypeText);
        Assert.Equal([OnnxDimension.Of("batch"), OnnxDimension.Of(3), default], input.Dimensions!.Value);
    }

    [Fact]
    public void A_scalar_has_no_dimensions_and_a_value_of_any_shape_has_none_known()
    {
        Assert.Equal(0, Graph.Inputs[1].Dimensions?.Count);
        Assert.Null(Branch("then_branch").Outputs[0].Dimensions);
    }

    [Fact]
    public void Negative_dimensions_are_unknown()
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "y", "x"));
        graph.Input[0] = Onnx.Value("x", Onnx.Float, -1, 2);
        Assert.Equal("float32[?,2]", Reading.Of(graph).Good().Graph.Inputs[0].TypeText);
    }

    [Fact]
    public void An_empty_name_stands_for_an_absent_input() => Assert.Equal(["sum", "", "wide"], Graph.Nodes[2].Inputs);

    [Fact]
    public void Attributes_keep_their_kinds()
    {
        Assert.Equal(new OnnxAttribute.Int("transB", 0), Graph.Nodes[1].Attribute("transB"));
        Assert.Equal(new OnnxAttribute.Float("alpha", 0.5f), Graph.Nodes[1].Attribute("alpha"));
        Assert.Equal(new OnnxAttribute.Ints("pads", [1, 2, 300]), Graph.Nodes[2].Attribute("pads"));
        Assert.Equal("edge", Assert.IsType<OnnxAttribute.String>(Graph.Nodes[2].Attribute("mode")).Value.ToString());
        Assert.Null(Graph.Nodes[2].Attribute("axis"));
    }

    [Fact]
    public void Initializers_hold_their_values()
    {
        Assert.Equal([0.5f, -1], Graph.Initializers[1].ToFloats());
        Assert.Equal("'wide' int64[1]", Graph.Initializers[2].ToString());
    }

    [Fact]
    public void Inner_graphs_say_which_outer_values_they_read()
    {
        Assert.Equal(["clipped"], Branch("else_branch").Captures);
        Assert.Empty(Graph.Captures);
    }

    [Fact]
    public void Places_lead_to_a_node() => Assert.Equal(
        "node 0 (Neg) of attribute 'else_branch' of node 3 (If)", Branch("else_branch").Nodes[0].Place.ToString());

    [Fact]
    public void Attributes_without_a_type_are_what_their_field_is()
    {
        // Files of the first version of the format.
        var model = SampleModel.Create();
        foreach (var attribute in model.Graph.Node.SelectMany(node => node.Attribute))
            attribute.Type = AttributeProto.Types.AttributeType.Undefined;
        Assert.Equal(Graph.Nodes, Reading.Of(model).Good().Graph.Nodes);
    }

    [Fact]
    public void Lists_of_numbers_may_be_packed_or_not()
    {
        // proto2 writes each number with a tag of its own: field 1, kind 0.
        byte[] unpacked = [0x08, 2, 0x08, 1, 0x10, 1, 0x25, 0, 0, 0x80, 0x3F, 0x25, 0, 0, 0, 0x40];
        var tensor = OnnxTensorFile.Read(unpacked, new DiagnosticBag())!;
        Assert.Equal([2, 1], tensor.Dimensions);
        Assert.Equal([1f, 2f], tensor.ToFloats());
    }

    [Fact]
    public void Fields_that_are_not_known_are_skipped()
    {
        // Field 5 of a model (its version) and field 500, each in another kind.
        byte[] bytes = [0x28, 7, .. SampleModel.Create().ToByteArray(), 0xA2, 0x1F, 3, 1, 2, 3, 0xA5, 0x1F, 1, 2, 3, 4];
        Assert.Equal(Graph.Nodes, Reading.Of(bytes).Good().Graph.Nodes);
    }

    [Fact]
    public void Streams_are_read_from_where_they_stand()
    {
        using var stream = new MemoryStream([1, 2, 3, .. SampleModel.Create().ToByteArray()]) { Position = 3 };
        Assert.NotNull(OnnxReader.Read(stream, NoExternalData.Instance, new DiagnosticBag()));
    }

    [Fact]
    public void Inputs_with_an_initializer_are_not_required()
    {
        var graph = Onnx.Graph(Onnx.Node("Add", "y", "x", "b"));
        graph.Input.Add(Onnx.Value("b", Onnx.Float, 2));
        graph.Initializer.Add(Onnx.Floats("b", 1, 2));
        var read = Reading.Of(graph).Good().Graph;
        Assert.Equal(["x", "b"], read.Inputs.Select(input => input.Name));
        Assert.Equal(["x"], read.RequiredInputs.Select(input => input.Name));
    }

    private static OnnxGraph Branch(string name) => Assert.IsType<OnnxAttribute.Graph>(Graph.Nodes[3].Attribute(name)).Value;
}

using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;
using Kind = ModelCompiler.Compiler.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace ModelCompiler.Tests;

/// <summary>Mistakes in the names, nodes and attributes of a graph.</summary>
public class GraphMistakesTests
{
    private static string MistakeIn(Action<GraphProto> change)
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "y", "x"));
        change(graph);
        return Reading.Of(graph).Mistake();
    }

    [Fact]
    public void A_value_has_one_node() => Assert.Equal(
        "MC0417: The value 'y' is defined by node 0 (Relu) and again by node 1 (Tanh); each value needs a name of its own",
        MistakeIn(graph => graph.Node.Add(Onnx.Node("Tanh", "y", "x"))));

    [Fact]
    public void A_node_does_not_redefine_an_input() => Assert.Equal(
        "MC0417: The value 'x' is defined by an input or initializer and again by node 1 (Tanh); each value needs a name of its own",
        MistakeIn(graph => graph.Node.Add(Onnx.Node("Tanh", "x", "x"))));

    [Fact]
    public void Inputs_outputs_and_initializers_have_different_names()
    {
        Assert.StartsWith("MC0417: The value 'x' is defined by an input ", MistakeIn(graph => graph.Input.Add(Onnx.Value("x", 1))));
        Assert.StartsWith("MC0417: The value 'y' is defined by an output ", MistakeIn(graph => graph.Output.Add(Onnx.Value("y", 1))));
        Assert.StartsWith("MC0417: The value 'b' is defined by an initializer ", MistakeIn(graph =>
            graph.Initializer.Add([Onnx.Floats("b", 1), Onnx.Floats("b", 1)])));
    }

    [Fact]
    public void A_value_that_is_read_must_exist() => Assert.Equal(
        "MC0418: The value 'hiden', which node 1 'act' (Tanh) reads, is no input, initializer or output of a node; did you mean 'hidden'?",
        Reading.Of(Onnx.Graph(Onnx.Node("Relu", "hidden", "x"), new NodeProto { Name = "act", OpType = "Tanh", Input = { "hiden" }, Output = { "y" } })).Mistake());

    [Fact]
    public void An_output_must_exist() => Assert.StartsWith(
        "MC0418: The value 'z', which output 'z' reads, is no input", MistakeIn(graph => graph.Output[0].Name = "z"));

    [Fact]
    public void Inner_values_are_not_seen_outside()
    {
        var branch = new GraphProto { Node = { Onnx.Node("Abs", "inner", "x") }, Output = { new ValueInfoProto { Name = "inner" } } };
        var mistake = Reading.Of(Onnx.Graph(
            Onnx.Node("If", "a", "x").With(Onnx.Attribute("then_branch", branch)), Onnx.Node("Relu", "y", "inner"))).Mistake();
        Assert.StartsWith("MC0418: The value 'inner', which node 1 (Relu) reads", mistake);
    }

    [Fact]
    public void Values_need_names()
    {
        Assert.Equal("MC0419: The name of an input is missing", MistakeIn(graph => graph.Input.Add(Onnx.Value("", 1))));
        Assert.Equal("MC0419: The name of initializer is missing", MistakeIn(graph => graph.Initializer.Add(Onnx.Floats("", 1))));
    }

    [Fact]
    public void A_node_needs_an_operator() => Assert.StartsWith(
        "MC0416: The operator of node 0 is missing", MistakeIn(graph => graph.Node[0].OpType = ""));

    [Fact]
    public void A_model_needs_an_output() => Assert.StartsWith("MC0422: ", MistakeIn(graph => graph.Output.Clear()));

    [Fact]
    public void Inputs_are_tensors()
    {
        Assert.Equal("MC0423: The type of input 's' is a sequence; expected a tensor", MistakeIn(graph =>
            graph.Input.Add(new ValueInfoProto { Name = "s", Type = new TypeProto { SequenceType = new OtherTypeProto() } })));
        Assert.Equal("MC0423: The type of input 'n' is missing; expected a tensor", MistakeIn(graph =>
            graph.Input.Add(new ValueInfoProto { Name = "n" })));
    }

    [Theory]
    [InlineData(0, "undefined")]
    [InlineData(77, "number 77")]
    public void Inputs_have_known_element_types(int type, string name) => Assert.StartsWith(
        $"MC0426: The elements of input 'q' are of type {name}, which is not supported; supported are float32, uint8,",
        MistakeIn(graph => graph.Input.Add(Onnx.Value("q", type, 1))));

    [Fact]
    public void An_initializer_fits_its_input()
    {
        Assert.Equal(
            "MC0438: The initializer 'b' is float32[3], but the input of that name is declared as float32[2]",
            MistakeIn(graph =>
            {
                graph.Input.Add(Onnx.Value("b", Onnx.Float, 2));
                graph.Initializer.Add(Onnx.Floats("b", 1, 2, 3));
            }));
    }

    [Fact]
    public void Attributes_are_given_once() => Assert.StartsWith(
        "MC0424: The attribute 'axis' of node 0 (Relu) is given twice",
        MistakeIn(graph => graph.Node[0].With(Onnx.Attribute("axis", 1), Onnx.Attribute("axis", 1))));

    [Theory]
    [InlineData(Kind.Undefined, "without a type and a value")]
    [InlineData(Kind.Tensor, "a tensor without a value")]
    [InlineData(Kind.SparseTensor, "a sparse tensor")]
    [InlineData(Kind.TypeProto, "a type")]
    [InlineData((Kind)99, "of the unknown type 99")]
    public void Attributes_are_of_known_kinds(object kind, string what) => Assert.StartsWith(
        $"MC0425: The attribute 'value' of node 0 (Relu) is {what}; supported are ",
        MistakeIn(graph => graph.Node[0].With(new AttributeProto { Name = "value", Type = (Kind)kind })));

    [Fact]
    public void Attributes_of_functions_are_refused() => Assert.StartsWith(
        "MC0425: The attribute 'axis' of node 0 (Relu) is a reference to an attribute of a function",
        MistakeIn(graph => graph.Node[0].With(new AttributeProto { Name = "axis", Type = Kind.Int, RefAttrName = "axis" })));

    [Fact]
    public void Sparse_initializers_are_refused_by_name() => Assert.StartsWith(
        "MC0434: The values of initializer 'w' are stored sparsely", MistakeIn(graph =>
        {
            graph.SparseInitializer.Add(new SparseTensorProto { Values = new TensorNameProto { Name = "w" } });
            graph.Node[0].Input.Add("w");
        }));

    [Fact]
    public void Names_cannot_write_messages_of_their_own() => Assert.Contains(
        "node 1 'a\\u000Aerror' (Relu)", MistakeIn(graph => graph.Node.Add(new NodeProto { Name = "a\nerror", OpType = "Relu", Input = { "z" } })));

    [Fact]
    public void Hundreds_of_mistakes_are_counted()
    {
        var diagnostics = Reading.Of(Onnx.Graph(
            [Onnx.Node("Relu", "y", "x"), .. Enumerable.Range(0, 300).Select(i => Onnx.Node("Add", $"v{i}", $"missing{i}"))])).Diagnostics;
        Assert.Equal(51, diagnostics.Count);
        Assert.Equal("MC0439: There are 250 further mistakes; mend those above first", diagnostics[^1].ToString());
    }
}

using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests.Import;

/// <summary>Nodes that cannot be imported, and graphs within graphs.</summary>
public class NodeTests
{
    [Fact]
    public void Unsupported_operators_are_one_mistake()
    {
        var nodes = Enumerable.Range(0, 5).Select(i => new NodeProto { Name = $"n{i}", OpType = i == 2 ? "Beta" : "Alpha", Input = { i == 0 ? "x" : $"v{i - 1}" }, Output = { i == 4 ? "y" : $"v{i}" } });
        Assert.Equal(
            "MC0450: The model uses operators that are not supported: Alpha (4: node 0 'n0', node 1 'n1', node 3 'n3', …), Beta (1: node 2 'n2'); "
            + "export it without them, or replace them by others",
            Importing.Of(Onnx.Graph([.. nodes])).Mistake());
    }

    [Fact]
    public void Of_many_unsupported_operators_the_counts_remain()
    {
        var nodes = Enumerable.Range(0, 30).Select(i => Onnx.Node($"Operator{i:00}", i == 29 ? "y" : $"v{i}", i == 0 ? "x" : $"v{i - 1}"));
        var mistake = Importing.Of(Onnx.Graph([.. nodes])).Mistake();
        Assert.All(Enumerable.Range(0, 30), i => Assert.Contains($"Operator{i:00} (1)", mistake));
    }

    [Fact]
    public void What_reads_a_node_with_a_mistake_is_left_out()
    {
        var graph = Onnx.Graph(Onnx.Node("Concat", "a", "x", "x"), Onnx.Node("Relu", "b", "a"), Onnx.Node("Add", "y", "b", "x"));
        Assert.StartsWith("MC0137: node 0 (Concat): ", Importing.Of(graph).Mistake());
    }

    [Fact]
    public void A_layer_that_does_not_fit_is_a_mistake_of_its_node()
    {
        var graph = Onnx.Graph(new NodeProto { Name = "sum", OpType = "Add", Input = { "x", "z" }, Output = { "y" } })
            .WithInputs(Onnx.Value("x", Onnx.Float, 2), Onnx.Value("z", Onnx.Float, 3));
        Assert.Matches(@"^MC0137: node 0 'sum' \(Add\): .*'z'.*\[3\]", Importing.Of(graph).Mistake());
    }

    [Theory]
    [InlineData(true, "y = Abs(x)")]
    [InlineData(false, "y = Neg(x)")]
    public void An_if_of_a_known_condition_is_its_branch(bool condition, string layer)
    {
        var graph = Onnx.Graph(Branches("c")).WithInitializers(Onnx.Flag("c", condition));
        Assert.Equal("x = Input()\n" + layer, Importing.Of(graph).Layers());
    }

    [Fact]
    public void An_if_of_an_input_is_not_supported()
    {
        var graph = Onnx.Graph(Branches("c")).WithInputs(Onnx.Value("x", Onnx.Float, 2), Onnx.Value("c", Onnx.Bool));
        Assert.StartsWith("MC0450: The model uses operators that are not supported: If (1: node 0)", Importing.Of(graph).Mistake());
    }

    [Fact]
    public void Branches_nest_and_may_reuse_names()
    {
        var inner = new GraphProto { Node = { Branches("c") }, Output = { new ValueInfoProto { Name = "y" } } };
        inner.Node[0].Output[0] = "inner";
        inner.Output[0].Name = "inner";
        var graph = Onnx.Graph(Onnx.Node("If", "y", "c").With(Onnx.Attribute("then_branch", inner), Onnx.Attribute("else_branch", inner)))
            .WithInitializers(Onnx.Flag("c", true));
        Assert.Equal("x = Input()\ny = Abs(x)", Importing.Of(graph).Layers());
    }

    [Fact]
    public void Too_many_nodes_are_a_mistake()
    {
        var nodes = Enumerable.Range(0, 20_001).Select(i => Onnx.Node("Relu", i == 20_000 ? "y" : $"v{i}", i == 0 ? "x" : $"v{i - 1}"));
        Assert.StartsWith("MC0457: The model has 20001 nodes that are needed for its outputs", Importing.Of(Onnx.Graph([.. nodes])).Mistake());
    }

    [Fact]
    public void Nodes_that_nobody_needs_do_not_count()
    {
        var nodes = Enumerable.Range(0, 20_001).Select(i => Onnx.Node("Relu", $"v{i}", i == 0 ? "x" : $"v{i - 1}"));
        Importing.Of(Onnx.Graph([.. nodes, Onnx.Node("Relu", "y", "x")])).Good();
    }

    [Fact]
    public void Places_tell_the_node_of_each_layer()
    {
        var model = Importing.Of(Onnx.Graph(Onnx.Node("Add", "a", "x", "w"), Onnx.Node("Relu", "y", "a")).WithInitializers(Onnx.Floats("w", 1, 2))).Good();
        Assert.Equal(["", "", "node 0 (Add)", "node 1 (Relu)"], model.Places.Select(place => place?.ToString() ?? ""));
    }

    private static NodeProto Branches(string condition) =>
        Onnx.Node("If", "y", condition).With(Onnx.Attribute("then_branch", Branch("Abs")), Onnx.Attribute("else_branch", Branch("Neg")));

    private static GraphProto Branch(string operation) => new()
    {
        Node = { Onnx.Node(operation, "result" + operation, "x") },
        Output = { new ValueInfoProto { Name = "result" + operation } },
    };
}

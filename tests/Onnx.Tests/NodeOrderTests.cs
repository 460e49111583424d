using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

public class NodeOrderTests
{
    private static IEnumerable<string> Order(OnnxModel? model) => model!.Graph.Nodes.Select(node => node.Outputs[0]);

    [Fact]
    public void An_order_that_works_is_kept() => Assert.Equal(["b", "a", "y"], Order(Reading.Of(Onnx.Graph(
        Onnx.Node("Relu", "b", "x"), Onnx.Node("Tanh", "a", "x"), Onnx.Node("Add", "y", "a", "b"))).Good()));

    [Fact]
    public void Nodes_are_put_in_order()
    {
        var reading = Reading.Of(Onnx.Graph(
            Onnx.Node("Add", "y", "b", "a"), Onnx.Node("Relu", "b", "a"), Onnx.Node("Tanh", "a", "x"), Onnx.Node("Abs", "c", "x")));
        Assert.Equal(["a", "b", "y", "c"], Order(reading.Model));
        Assert.Equal("node 0 (Add)", reading.Model!.Graph.Nodes[2].Place.ToString());
        var remark = Assert.Single(reading.Diagnostics);
        Assert.Equal(DiagnosticSeverity.Info, remark.Description.Severity);
        Assert.StartsWith("MC0421: Nodes stand before those whose results they read, the first of them node 0 (Add);", remark.ToString());
    }

    [Fact]
    public void What_an_inner_graph_reads_counts()
    {
        var inner = new GraphProto { Node = { Onnx.Node("Abs", "i", "late") }, Output = { new ValueInfoProto { Name = "i" } } };
        var outer = new GraphProto
        {
            Node = { Onnx.Node("If", "o", "x").With(Onnx.Attribute("then_branch", inner)) },
            Output = { new ValueInfoProto { Name = "o" } },
        };
        var reading = Reading.Of(Onnx.Graph(
            Onnx.Node("If", "y", "x").With(Onnx.Attribute("then_branch", outer)), Onnx.Node("Relu", "late", "x")));
        Assert.Equal(["late", "y"], Order(reading.Model));
    }

    [Fact]
    public void An_inner_value_hides_the_outer_one()
    {
        var inner = new GraphProto
        {
            Node = { Onnx.Node("Abs", "late", "x"), Onnx.Node("Neg", "i", "late") }, Output = { new ValueInfoProto { Name = "i" } },
        };
        Assert.Equal(["y", "late"], Order(Reading.Of(Onnx.Graph(
            Onnx.Node("If", "y", "x").With(Onnx.Attribute("then_branch", inner)), Onnx.Node("Relu", "late", "x"))).Good()));
    }

    [Fact]
    public void A_cycle_is_named() => Assert.Equal(
        "MC0420: Nodes need each other's results, so none can run first: "
        + "node 3 (Abs) → node 1 (Relu) → node 2 (Tanh) → node 3 (Abs); break the cycle",
        Reading.Of(Onnx.Graph(
            Onnx.Node("Add", "y", "x", "c"), Onnx.Node("Relu", "a", "c"), Onnx.Node("Tanh", "b", "a"), Onnx.Node("Abs", "c", "b"))).Mistake());

    [Fact]
    public void A_node_that_reads_itself_is_a_cycle() => Assert.StartsWith(
        "MC0420: Nodes need each other's results, so none can run first: node 0 (Add) → node 0 (Add);",
        Reading.Of(Onnx.Graph(Onnx.Node("Add", "y", "x", "y"))).Mistake());
}

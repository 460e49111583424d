using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>Mistakes in what a model says about itself and its operators.</summary>
public class ModelMistakesTests
{
    private static ModelProto Good => Onnx.ModelOf(Onnx.Node("Relu", "y", "x"));

    [Theory]
    [InlineData(OnnxModel.OldestOpset)]
    [InlineData(OnnxModel.NewestOpset)]
    public void Opsets_are_read(long opset) =>
        Assert.Equal(opset, Reading.Of(Onnx.Model(Good.Graph, opset)).Good().Opset);

    [Theory]
    [InlineData(OnnxModel.OldestOpset - 1)]
    [InlineData(OnnxModel.NewestOpset + 1)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Other_opsets_are_refused(long opset) => Assert.Equal(
        $"MC0411: The model uses opset {opset}, but opsets 6 to 28 are supported; "
        + "export it with one of these, or convert it with onnx.version_converter",
        Reading.Of(Onnx.Model(Good.Graph, opset)).Mistake());

    [Fact]
    public void The_opset_must_be_given()
    {
        var model = Good;
        model.OpsetImport[0].Domain = "ai.onnx.ml";
        Assert.StartsWith("MC0410: The model does not say which opset of the domain 'ai.onnx'", Reading.Of(model).Mistake());
    }

    [Fact]
    public void The_own_domain_has_two_names()
    {
        var model = Good;
        model.OpsetImport[0].Domain = model.Graph.Node[0].Domain = "ai.onnx";
        Assert.Equal("", Reading.Of(model).Good().Graph.Nodes[0].Domain);
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 12 });
        Assert.StartsWith("MC0412: The model imports the domain 'ai.onnx' in version 17 and in version 12", Reading.Of(model).Mistake());
    }

    [Fact]
    public void One_message_names_all_operators_of_a_domain()
    {
        var model = Onnx.ModelOf(
            Foreign("com.microsoft", "Gelu", "a", "x"), Foreign("com.microsoft", "FusedConv", "b", "a"), Foreign("com.microsoft", "Gelu", "c", "b"),
            Foreign("com.microsoft", "Gelu", "d", "c"), Foreign("com.microsoft", "Gelu", "y", "d"));
        Assert.Equal(
            "MC0413: Nodes use operators of the domain 'com.microsoft', but only those of 'ai.onnx' are supported: "
            + "FusedConv (1: node 1 'b'), Gelu (4: node 0 'a', node 2 'c', node 3 'd', …); export the model without them",
            Reading.Of(model).Mistake());
    }

    [Fact]
    public void A_domain_that_no_node_uses_does_no_harm()
    {
        var model = Good;
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 2 });
        Assert.Equal(2, Reading.Of(model).Good().OpsetImports.Count);
    }

    [Fact]
    public void Calls_of_functions_are_refused()
    {
        var model = Onnx.ModelOf(Foreign("mine", "Twice", "y", "x"));
        model.Functions.Add(new FunctionProto { Domain = "mine", Name = "Twice" });
        Assert.StartsWith("MC0414: Nodes call functions that the model itself defines: mine.Twice (1: node 0 'y')", Reading.Of(model).Mistake());
    }

    [Fact]
    public void Training_is_refused()
    {
        var model = Good;
        model.TrainingInfo.Add(new TrainingInfoProto());
        Assert.StartsWith("MC0415: ", Reading.Of(model).Mistake());
    }

    [Fact]
    public void A_model_needs_a_graph() => Assert.StartsWith("MC0406: ", Reading.Of(new ModelProto { IrVersion = 8 }).Mistake());

    private static NodeProto Foreign(string domain, string type, string output, string input)
    {
        var node = Onnx.Node(type, output, input);
        (node.Domain, node.Name) = (domain, output);
        return node;
    }
}

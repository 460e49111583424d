using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Testing.Models;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>The forms that a model can have in a file, and how its layers find their weights.</summary>
public class ModelFormTests
{
    private static readonly float[] Kernel = [1, 2, 3, 4];

    [Theory]
    [InlineData("d/kernel")]
    [InlineData("d/kernel:0")]
    [InlineData("sequential/d/kernel")]
    [InlineData("model_weights/d/sequential/d/kernel:0")]
    [InlineData("d/d/kernel:0")]
    public void AWeightIsFoundByEveryNameThatKerasGivesIt(string name)
    {
        var model = KerasRun.Import(
            Json.Sequential(Json.Input("2"), Json.Dense("d", 2)),
            [KerasRun.Tensor(name, [2, 2], Kernel), KerasRun.Tensor("optimizer/iterations", [1], 7)]);
        var weight = Assert.Single(model.Weights);
        Assert.Equal("d.weight", weight.Name);
        // Transposed: [units, features].
        Assert.Equal([1, 3, 2, 4], KerasRun.WeightsOf(model)!.Tensors[0].Values!);
        Assert.Equal([10, 14], KerasRun.Run(model, [1, 3])[0]);
    }

    [Fact]
    public void StatefulLayersMakeAStatefulModel()
    {
        const string gru = "\"units\": 2, \"return_sequences\": true, \"stateful\": ";
        var model = KerasRun.Import(Json.Sequential(Json.Input("3, 2"), Json.Layer("GRU", "a", gru + "true"), Json.Layer("GRU", "b", "\"units\": 2, \"stateful\": true")));
        Assert.True(model.Definition.IsStateful);
        // Steps are exchanged with the batch and back, and the last state is taken out.
        Assert.Equal(2, model.Definition.ToGraph().Nodes.Count(node => node.Op is Recurrent { Form.IsStateful: true }));
        Assert.Null(KerasRun.Import(Json.Sequential(Json.Input("3, 2"), Json.Layer("GRU", "a", gru + "false"))).Definition.IsStateful);
        Assert.Contains(
            "config.layers[2].config.stateful the value true; supported is the same value in all recurrent layers",
            KerasRun.MistakeIn(Json.Sequential(Json.Input("3, 2"), Json.Layer("GRU", "a", gru + "false"), Json.Layer("GRU", "b", gru + "true"))));
    }

    [Fact]
    public void NamesOfModelsAroundALayerTellLayersOfOneNameApart()
    {
        var inner = (string name) =>
            $$"""{ "class_name": "Sequential", "name": "{{name}}", "config": { "name": "{{name}}", "layers": [{{Json.Input("2")}}, {{Json.Dense("d", 2)}}] } }""";
        var model = KerasRun.Import(
            Json.Sequential(Json.Input("2"), inner("a"), inner("b")),
            [KerasRun.Tensor("m/b/d/kernel", [2, 2], 0, 1, 1, 0), KerasRun.Tensor("m/a/d/kernel", [2, 2], Kernel)]);
        Assert.Equal(["input_1", "a/d", "b/d"], model.Definition.Layers.Select(layer => layer.Name));
        Assert.Equal([16, 11], KerasRun.Run(model, [2, 3])[0]);
    }

    [Fact]
    public void ALayerThatIsSharedIsAppliedWithTheSameWeights()
    {
        var model = KerasRun.Import(
            Json.Functional(
                """[["a", 0, 0], ["b", 0, 0]]""", """[["join", 0, 0]]""", Json.Input("2", "a"), Json.Input("2", "b"),
                Json.Dense("d", 2, """[[["a", 0, 0, {}]], [["b", 0, 0, {}]]]"""),
                Json.Layer("Concatenate", "join", "\"axis\": -1", """[[["d", 1, 0, {}], ["d", 0, 0, {}]]]""")),
            [KerasRun.Tensor("d/kernel:0", [2, 2], Kernel)]);
        Assert.Equal([3, 4, 1, 2], KerasRun.Run(model, [1, 0], [0, 1])[0]);
    }

    [Fact]
    public void AFunctionalModelWithinAModelIsAppliedToWhatItIsGiven()
    {
        var inner = Json.Functional(
            """["x", 0, 0]""", """["sum", 0, 0]""", Json.Input("2", "x"), Json.Dense("d", 2, """[[["x", 0, 0, {}]]]"""),
            Json.Layer("Add", "sum", "", """[[["d", 0, 0, {}], ["x", 0, 0, {}]]]"""));
        var layer = inner.TrimEnd()[..^1] + """, "name": "block", "inbound_nodes": [[["in", 0, 0, {}]], [["block", 0, 0, {}]]] }""";
        var model = KerasRun.Import(
            Json.Functional("""[["in", 0, 0]]""", """[["block", 1, 0]]""", Json.Input("2", "in"), layer),
            [KerasRun.Tensor("block/d/kernel", [2, 2], 0, 1, 1, 0)]);
        Assert.Equal([10, 10], KerasRun.Run(model, [4, 1])[0]);
    }

    [Fact]
    public void LayersMayStandInAnyOrder() => Assert.Equal(
        ["x", "d", "r"],
        KerasRun.Import(Json.Functional(
            """[["x", 0, 0]]""", """[["r", 0, 0]]""", Json.Layer("ReLU", "r", "", """[[["d", 0, 0, {}]]]"""),
            Json.Dense("d", 2, """[[["x", 0, 0, {}]]]"""), Json.Input("2", "x"))).Definition.Layers.Select(layer => layer.Name));

    [Fact]
    public void OldSequentialModelsHaveTheirLayersAsConfig()
    {
        var model = KerasRun.Import("""
            { "class_name": "Sequential", "config": [
              { "class_name": "Dense", "config": { "units": 2, "name": "d", "batch_input_shape": [null, 3], "activation": "relu",
                "kernel_initializer": { "class_name": "VarianceScaling", "config": { "scale": 1 } } } }
            ], "keras_version": "1.2" }
            """);
        Assert.Equal(["Input", "Dense"], model.Definition.Layers.Select(layer => layer.Kind));
        Assert.Equal(WeightsReference.None, model.Definition.Weights);
    }

    [Fact]
    public void ImagesAreTakenAsKerasHasThem()
    {
        var input = KerasRun.Import(Json.Sequential(Json.Input("4, 5, 3"), Json.Layer("GlobalAveragePooling2D", "g"))).Definition.Layers[0];
        Assert.Contains(new LayerProperty("layout", new PropertyValue.Text("ChannelsLast")), input.Properties);
        Assert.Contains(new LayerProperty("shape", new PropertyValue.Integers([3, 4, 5])), input.Properties);
    }

    [Fact]
    public void ABatchThatTheFileNamesIsThatOfTheModel() => Assert.Equal(
        4, KerasRun.Import(Json.Sequential(Json.Input("2").Replace("null", "4"), Json.Dense("d", 2))).Definition.Batch);

    [Theory]
    [InlineData("""{ "class_name": "Sequential" }""", true)]
    [InlineData("""{ "modelTopology" : {} }""", true)]
    [InlineData("""{ "layers": [ { "type": "Input", "name": "class_name" } ] }""", false)]
    public void FilesAreToldByAMember(string text, bool isKeras) => Assert.Equal(isKeras, Compiler.Keras.KerasFormat.Recognizes(text));
}

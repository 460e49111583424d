using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>What is said about files that cannot be compiled: the line, the layer, the path in the JSON and what is supported.</summary>
public class MistakeTests
{
    [Theory]
    [InlineData("Conv2D", "\"kernel_size\": 3", "MC0501: config.layers[1].config has no member 'filters'; expected a positive number")]
    [InlineData("Conv2D", "\"filters\": 4, \"kernel_size\": [3, 3, 3]",
        "MC0502: config.layers[1].config.kernel_size must be a positive number, or 2 of them, but is [3, 3, 3]")]
    [InlineData("Conv2D", "\"filters\": 0, \"kernel_size\": 3", "MC0502: config.layers[1].config.filters must be a positive number, but is the number 0")]
    [InlineData("Conv2D", "\"filters\": 4, \"kernel_size\": 3, \"groups\": 2",
        "MC0505: The layer 'x' (Conv2D) has at config.layers[1].config.groups the value 2; supported is a divisor of the 3 channels that the layer reads")]
    [InlineData("Conv2D", "\"filters\": 4, \"kernel_size\": 3, \"padding\": \"causal\"",
        "MC0505: The layer 'x' (Conv2D) has at config.layers[1].config.padding the value 'causal'; supported is 'valid', 'same'")]
    [InlineData("Conv2D", "\"filters\": 4, \"kernel_size\": 3, \"activation\": \"my_function\"",
        "MC0505: The layer 'x' (Conv2D) has at config.layers[1].config.activation the value 'my_function'; supported is celu, elu, ")]
    [InlineData("Conv2D", "\"filters\": 4, \"kernel_size\": 9", "MC0511: The layer 'x' (Conv2D) at config.layers[1] cannot be compiled: ")]
    [InlineData("Conv2D", "\"filters\": 2000000000, \"kernel_size\": 2000000000", "MC0511: The layer 'x' (Conv2D) at config.layers[1] cannot be compiled: ")]
    [InlineData("Conv2D", "\"filters\": 4, \"kernel_size\": 3, \"frobnicate\": 7",
        "MC0506: The layer 'x' (Conv2D) has at config.layers[1].config.frobnicate an option that is not known here, and its value 7 could ")]
    [InlineData("Conv1D", "\"filters\": 4, \"kernel_size\": 3",
        "MC0511: The layer 'x' (Conv1D) at config.layers[1] cannot be compiled: it takes values of 3 axes, but reads one of shape (batch, 6, 6, 3)")]
    [InlineData("LSTM", "\"units\": 4", "MC0511: The layer 'x' (LSTM) at config.layers[1] cannot be compiled: it takes sequences, but reads ")]
    [InlineData("UpSampling2D", "\"interpolation\": \"lanczos3\"", "MC0505: The layer 'x' (UpSampling2D) has at config.layers[1].config.interpolation ")]
    [InlineData("BatchNormalization", "\"axis\": 2", "MC0505: The layer 'x' (BatchNormalization) has at config.layers[1].config.axis the value 2; ")]
    [InlineData("Embedding", "\"input_dim\": 4, \"output_dim\": 2, \"mask_zero\": true", "MC0505: The layer 'x' (Embedding) has at config.layers[1].config.mask_zero ")]
    [InlineData("Reshape", "\"target_shape\": [5, -1]", "MC0511: The layer 'x' (Reshape) at config.layers[1] cannot be compiled: ")]
    [InlineData("MyOwnBlock", "\"function\": \"f\"", "MC0504: The layer 'x' (MyOwnBlock) at config.layers[1] is not supported; docs/keras.md lists the layers that are")]
    [InlineData("Conv2d", "\"filters\": 4", "MC0504: The layer 'x' (Conv2d) at config.layers[1] is not supported; docs/keras.md lists the layers that are; did you mean 'Conv2D'?")]
    [InlineData("TimeDistributed", "\"layer\": { \"class_name\": \"Lambda\", \"config\": {} }", "MC0504: The layer 'x' (Lambda) at config.layers[1].config.layer is not supported")]
    public void AnOptionIsNamedWithItsPathAndWhatIsSupported(string className, string options, string expected) =>
        Assert.StartsWith("3: " + expected, KerasRun.MistakeIn(Json.Sequential(Json.Input("6, 6, 3"), Json.Layer(className, "x", options))));

    [Theory]
    [InlineData("""[[["y", 0, 0, {}]]]""", "4: MC0507: The layer 'd' (Dense) reads at config.layers[1].inbound_nodes[0][0] output 0 of call 0 of 'y', which does not exist")]
    [InlineData("""[[["x", 1, 0, {}]]]""", "4: MC0507: The layer 'd' (Dense) reads at config.layers[1].inbound_nodes[0][0] output 0 of call 1 of 'x'")]
    [InlineData("""[[["x", 0, 3, {}]]]""", "4: MC0507: The layer 'd' (Dense) reads at config.layers[1].inbound_nodes[0][0] output 3 of call 0 of 'x'")]
    [InlineData("""[[["d", 0, 0, {}]]]""", "4: MC0508: Layers need each other's results, so none can run first: 'd'")]
    [InlineData("""[[["x", "a", 0, {}]]]""", "4: MC0502: config.layers[1].inbound_nodes[0][0] must be an array of a layer's name, ")]
    [InlineData("""[[["x", 0, 0, {"training": true}]]]""", "4: MC0506: The layer 'd' (Dense) has at config.layers[1].inbound_nodes[0][0][3].training ")]
    [InlineData("""[{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}, 3.5], "kwargs": {}}]""",
        "4: MC0505: The layer 'd' (Dense) has at config.layers[1].inbound_nodes[0].args[1] the value 3.5; supported is a result of another layer")]
    public void ConnectionsAreChecked(string calls, string expected)
    {
        var model = Json.Functional("""[["x", 0, 0]]""", """[["d", 0, 0]]""", Json.Input("2", "x"), "", Json.Dense("d", 2, calls));
        Assert.StartsWith(expected, KerasRun.MistakeIn(model.Replace(",\n,\n", ",\n\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{ "class_name": "MyModel", "config": {} }""", "1: MC0500: The file is no Keras model: its class 'MyModel' is neither Sequential nor Functional; ")]
    [InlineData("""{ "modelTopology": {} }""", "1: MC0500: modelTopology is no Keras model: it has no 'class_name'; ")]
    [InlineData("""{ "class_name": "Sequential" }""", "1: MC0501: The file has no member 'config'; expected the model's layers")]
    [InlineData("""{ "class_name": "Sequential", "config": { "layers": [] } }""", "1: MC0500: config is no Keras model: it has no layers; ")]
    [InlineData("""{ "class_name": "Sequential", "config": { "layers": 3 } }""", "1: MC0502: config.layers must be an array of layers, but is the number 3")]
    [InlineData("""{ "class_name": "Sequential", "config": [{ "class_name": "Dense", "config": { "units": 2 } }] }""", "1: MC0510: config does not say what it is given: ")]
    [InlineData("""{ "class_name": "Sequential", "config": [{ "class_name": "Dense", "config": { "units": 2, "batch_input_shape": [null, null] } }] }""",
        "1: MC0509: The layer 'dense' (Dense) has at config[0].config.batch_input_shape the shape [null, null], but all dimensions behind the batch must be numbers; ")]
    [InlineData("""{ "class_name": "Functional", "config": { "layers": [], "input_layers": [], "output_layers": [] } }""",
        "1: MC0500: config is no Keras model: it has no outputs; ")]
    [InlineData("""{ "class_name": """, "1: MC0200: ")]
    [InlineData("\"text\"", "1: MC0500: ")]
    public void FilesThatAreNoModelsAreRefused(string text, string expected) => Assert.StartsWith(expected, KerasRun.MistakeIn(text));

    [Fact]
    public void TheNumberOfLayersIsLimited() => Assert.Contains(
        "MC0519: The model has more than 10000 layers, nested ones counted",
        KerasRun.MistakeIn(Json.Sequential([Json.Input("1"), .. Enumerable.Range(0, 10_000).Select(i => Json.Layer("Flatten", $"l{i}"))])));

    [Fact]
    public void AWeightThatFitsTwiceIsAmbiguous() => Assert.Contains(
        "MC0514: The layer 'd' (Dense) could take its weight 'kernel' from 'a/d/kernel' or from 'b/d/kernel'",
        KerasRun.MistakeIn(
            Json.Sequential(Json.Input("1"), Json.Dense("d", 1)),
            [KerasRun.Tensor("a/d/kernel", [1, 1], 1), KerasRun.Tensor("b/d/kernel", [1, 1], 2)]));

    [Fact]
    public void IndependentMistakesAreReportedTogetherUpToAReadableNumber()
    {
        var layers = Enumerable.Range(0, 60).Select(i => Json.Layer("Nothing", $"l{i}", "", """[[["x", 0, 0, {}]]]""")).ToArray();
        var found = KerasRun.MistakesIn(Json.Functional("""[["x", 0, 0]]""", """[["l0", 0, 0]]""", [Json.Input("2", "x"), .. layers]));
        Assert.Equal(51, found.Count);
        Assert.StartsWith("3: MC0504: The layer 'l0' (Nothing)", found[0]);
        Assert.Contains("MC0520: 10 further mistakes are not listed", found[^1]);
    }
}

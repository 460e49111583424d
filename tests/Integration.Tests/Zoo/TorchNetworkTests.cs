using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Zoo;

/// <summary>
/// Networks of the zoo, with fewer filters and smaller inputs, give what PyTorch computed in double precision for the same weights and
/// inputs: tools/record_torch_networks.py draws them as the model does, from a seed and their names.
/// </summary>
public class TorchNetworkTests
{
    private static readonly Dictionary<string, ModelDefinition> Networks = new()
    {
        ["u-net"] = Narrow("u-net", [1, 204, 204], layer => layer.Name == "output" ? layer : Divided(layer, "filters", 32)),
        ["c3d"] = Narrow("c3d", [3, 16, 40, 24], layer => layer.Name == "fc8" ? layer : Divided(Divided(layer, "filters", 16), "units", 16)),
        ["text-cnn"] = Narrow("text-cnn", [24], layer => layer.Kind switch
        {
            "Embedding" => layer.With("rows", 50).With("features", 20),
            "Conv1D" => layer.With("filters", 7),
            _ => layer,
        }),
        ["lstm-spotter"] = Narrow("lstm-spotter", [12, 10], layer =>
            layer.Kind == "LSTM" ? layer.With("units", 20).With("direction", "Bidirectional") : layer),
        ["sagan-block"] = Narrow("sagan-block", [32, 8, 6], layer => Divided(layer, "channels", 8)),
        ["tcn"] = Narrow("tcn", [1, 100], layer => layer.Kind == "Conv1D" ? layer.With("filters", 6) : layer),
        ["lenet-5-1998"] = ZooModels.Definition("lenet-5-1998"),
    };

    /// <summary>
    /// Every layer rounds its sums, of up to 600 products here, to 24 bits, and Winograd's transforms lose 3 bits more: an error in the order
    /// of 2⁻²⁰ of the greatest element, and of that order after two dozen layers whose errors are independent of each other.
    /// </summary>
    [Fact]
    public void GiveWhatPyTorchComputes()
    {
        var recorded = ModelWeights.Load(Repository.PathOf("tests/TestModels/torch-networks.safetensors"));
        Assert.Equal(Networks.Keys.Order(), recorded.Tensors.Select(tensor => tensor.Name).Order());
        foreach (var (name, model) in Networks.Keys.Zip(ModelAssembly.Compile([.. Networks.Values])))
        {
            var actual = model.Run(model.Create(), Input(name, model.Plan.Inputs[0].Type.Shape.ElementCount))[0];
            var expected = recorded.GetValues(name);
            Assert.Equal(expected.Length, actual.Length);
            var error = expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max() / expected.Max(Math.Abs);
            Assert.True(error < 4e-6, $"{name} is off by {error} of its greatest output");
        }
    }

    private static float[] Input(string name, int length)
    {
        const int Words = 50;
        const int SixForUnitRange = 6;
        var values = RandomTensor.Filters(name + ".input", 1, length, SixForUnitRange);
        return name == "text-cnn" ? [.. values.Select(value => MathF.Floor((value + 1) / 2 * Words))] : values;
    }

    private static ModelDefinition Narrow(string name, int[] input, Func<LayerDefinition, LayerDefinition> change)
    {
        var model = ZooModels.Definition(name);
        return model with
        {
            Layers = model.Layers.Select(layer => layer.Kind == "Input" ? layer.With("shape", input) : change(layer)).ToEquatableArray(),
        };
    }

    private static LayerDefinition Divided(LayerDefinition layer, string property, int divisor) =>
        layer.Properties.FirstOrDefault(candidate => candidate.Name == property)?.Value is PropertyValue.Integers written
            ? layer.With(property, (int)(written.Values[0] / divisor)) : layer;
}

using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Zoo;

/// <summary>
/// Networks of the zoo, with fewer filters and smaller inputs, the deepest ones with fewer levels, give what PyTorch computed in double precision for the same weights and
/// inputs: tools/record_torch_networks.py draws them as the model does, from a seed and their names.
/// </summary>
public class TorchNetworkTests
{
    private static readonly Dictionary<string, ModelDefinition> Networks = new()
    {
        ["u-net"] = Without(
            Narrow("u-net", [1, 92, 92], layer => layer.Name switch
            {
                "output" => layer,
                "up2.copy" => layer.With("crops", 4),
                "up1.copy" => layer.With("crops", 16),
                _ => Divided(layer, "filters", 16),
            }),
            behind: "down3.conv2", upTo: "up2.transposed"),
        ["c3d"] = Narrow("c3d", [3, 16, 40, 56], layer => layer.Name == "fc8" ? layer : Divided(Divided(layer, "filters", 16), "units", 16)),
        ["text-cnn"] = Narrow("text-cnn", [24], layer => layer.Kind switch
        {
            "Embedding" => layer.With("rows", 50).With("features", 20),
            "Conv1D" => layer.With("filters", 7),
            _ => layer,
        }),
        ["lstm-spotter"] = Narrow("lstm-spotter", [12, 10], layer =>
            layer.Kind == "LSTM" ? layer.With("units", 20).With("direction", "Bidirectional") : layer),
        ["sagan-block"] = Narrow("sagan-block", [32, 8, 6], layer => Divided(layer, "channels", 8)),
        ["tcn"] = Without(
            Narrow("tcn", [1, 100], layer => layer.Kind == "Conv1D" ? layer.With("filters", 6) : layer),
            behind: "tcn.network.3", upTo: "last"),
        ["lenet-5-1998"] = Narrow("lenet-5-1998", [1, 32, 32], layer => layer),
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
            var actual = model.Run(model.Create(Weights(model)), Input(name, (int)model.Plan.Inputs[0].Type.Shape.ElementCount))[0];
            var expected = recorded.GetValues(name);
            Assert.Equal(expected.Length, actual.Length);
            var error = expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max() / expected.Max(Math.Abs);
            Assert.True(error < 4e-6, $"{name} is off by {error} of its greatest output");
        }
    }

    private static ModelWeights Weights(CompiledModel model) => ModelWeights.FromTensors(model.Plan.StoredTensors.Select(tensor =>
        new WeightTensor(tensor.Name, [.. tensor.Shape.Dimensions], RandomWeights.Draw(tensor, 1))));

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
            Weights = WeightsReference.None,
            Layers = model.Layers.Select(layer => layer.Kind == "Input" ? layer.With("shape", input) : change(layer)).ToEquatableArray(),
        };
    }

    /// <summary>Without the inner levels, so that less code is compiled.</summary>
    private static ModelDefinition Without(ModelDefinition model, string behind, string upTo)
    {
        var layers = model.Layers.ToList();
        var (first, end) = (layers.FindIndex(layer => layer.Name == behind) + 1, layers.FindIndex(layer => layer.Name == upTo));
        return model with { Layers = layers.Take(first).Concat(layers.Skip(end)).ToEquatableArray() };
    }

    private static LayerDefinition Divided(LayerDefinition layer, string property, int divisor) =>
        layer.Properties.FirstOrDefault(candidate => candidate.Name == property)?.Value is PropertyValue.Integers written
            ? layer.With(property, (int)(written.Values[0] / divisor)) : layer;
}

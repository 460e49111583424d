using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.FrontEnds;

/// <summary>Layers with the weights that PyTorch saves for them give what PyTorch computed; tools/record_torch_layers.py recorded it.</summary>
public class TorchLayerTests
{
    private static readonly (string Name, int[] Input, LayerDefinition Layer)[] Cases =
    [
        ("gru.sequence", [7, 5], Recurrent("GRU").With("sequence", true)),
        ("gru.last", [7, 5], Recurrent("GRU")),
        ("lstm.sequence", [7, 5], Recurrent("LSTM").With("sequence", true)),
        ("lstm.last", [7, 5], Recurrent("LSTM")),
        ("rnn.sequence", [7, 5], Recurrent("RNN").With("nonlinearity", "ReLU").With("sequence", true)),
        ("rnn.last", [7, 5], Recurrent("RNN").With("nonlinearity", "ReLU")),
        ("sagan", [16, 6, 5], Layer.Of("SelfAttention2D").With("channels", 2)),
        ("multihead", [7, 12], Layer.Of("MultiHeadAttention").With("heads", 3)),
        ("layernorm", [12, 12], Layer.Of("LayerNormalization")),
        ("groupnorm", [12, 12], Layer.Of("GroupNormalization").With("groups", 3)),
        ("prelu", [12, 12], Layer.Of("PReLU").With("perChannel", true)),
    ];

    /// <summary>Both sides round sums of a few dozen products of numbers around 1.</summary>
    [Fact]
    public void GiveWhatPyTorchComputes()
    {
        var recorded = ModelWeights.Load(Repository.PathOf("tests/TestModels/torch-layers.safetensors"));
        var definitions = Cases.Select(@case =>
            Model.Of("Torch" + @case.Name.Replace('.', '_'), Layer.Input(@case.Input), @case.Layer.Named(@case.Name)) with { Batch = 2 });
        foreach (var (@case, model) in Cases.Zip(ModelAssembly.Compile([.. definitions])))
        {
            var actual = model.Run(model.Create(WeightsOf(model, recorded)), recorded.GetValues(@case.Name + ".input"))[0];
            var expected = recorded.GetValues(@case.Name + ".output");
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 5e-6f));
        }
    }

    /// <summary>A model takes its own weights only, and all cases are recorded in one file.</summary>
    private static ModelWeights WeightsOf(CompiledModel model, ModelWeights recorded) => ModelWeights.FromTensors(model.Plan.StoredTensors.Select(
        tensor => new WeightTensor(tensor.Name, [.. tensor.Shape.Dimensions], recorded.GetValues(tensor.Name))));

    private static LayerDefinition Recurrent(string kind) => Layer.Of(kind).With("units", 6).With("direction", "Bidirectional");
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.FrontEnds;

/// <summary>The trained LeNet-5: the same plan however it is written, and the probabilities that PyTorch gives.</summary>
public class LeNetTests
{
    private const string Json = """
        {
          "name": "LeNet5",
          "layers": [
            { "type": "Input", "shape": [1, 28, 28] },
            { "type": "Conv2D", "filters": 6, "kernel": 5, "autoPad": "Same", "activation": "Tanh" },
            { "type": "AveragePool2D", "kernel": 2 },
            { "type": "Conv2D", "filters": 16, "kernel": 5, "activation": "Tanh" },
            { "type": "AveragePool2D", "kernel": 2 },
            { "type": "Flatten" },
            { "type": "Dense", "units": 120, "activation": "Tanh" },
            { "type": "Dense", "units": 84, "activation": "Tanh" },
            { "type": "Dense", "units": 10 },
            { "type": "Softmax" }
          ]
        }
        """;

    private static ModelDefinition Definition { get; } = Model.Of("LeNet5",
        Layer.Input(1, 28, 28),
        Layer.Conv2D(6, 5, autoPad: "Same", activation: "Tanh"), Layer.AveragePool2D(2),
        Layer.Conv2D(16, 5, activation: "Tanh"), Layer.AveragePool2D(2), Layer.Flatten(),
        Layer.Dense(120, activation: "Tanh"), Layer.Dense(84, activation: "Tanh"), Layer.Dense(10), Layer.Softmax());

    [Fact]
    public void JsonGivesThePlanOfTheDefinition()
    {
        var json = JsonModelReader.Read(Json, "LeNet5");
        Assert.Empty(json.Diagnostics);
        Assert.Equal(ModelAssembly.Plan(Definition).Fingerprint, ModelAssembly.Plan(json.Definition!).Fingerprint);
    }

    /// <summary>
    /// Both sides round at every step: sums of up to 400 terms behind tanh, whose results stay below 1, err by some 1e-6 at most, and
    /// so do the scores; a probability errs by at most half of what its score does.
    /// </summary>
    [Fact]
    public void GivesTheProbabilitiesOfPyTorch()
    {
        var golden = ModelWeights.Load(Repository.PathOf("tests/TestModels/lenet5-golden.safetensors"));
        var (images, probabilities) = (golden.GetValues("images"), golden.GetValues("probabilities"));
        var model = ModelAssembly.Compile(Definition);
        var instance = model.Create(ModelWeights.Load(Repository.PathOf("samples/Digits/lenet5.safetensors")));
        var actual = images.Chunk(28 * 28).SelectMany(image => model.Run(instance, image)[0]).ToList();
        Assert.Equal(probabilities.Length, actual.Count);
        Assert.All(probabilities.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 5e-6f));
    }
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Operators;

/// <summary>Recurrent layers and operators, as a loop over time, against their formulas in double.</summary>
public class RecurrentTests
{
    private static readonly string[] Activations =
    [
        "Relu", "Tanh", "Sigmoid", "Affine", "LeakyRelu", "ThresholdedRelu", "ScaledTanh", "HardSigmoid", "Elu", "Softsign", "Softplus",
    ];

    [Fact]
    public void MatchReference()
    {
        var models = ModelAssert.MatchReference(
        [
            Layers("LSTM", 1000, 5, 33), Layers("LSTM", 1, 3, 4), Layers("LSTM", 40, 17, 64, direction: "Bidirectional") with { Batch = 3 },
            Layers("GRU", 1000, 4, 18, direction: "Reverse"), Layers("GRU", 3, 2, 1) with { Batch = 5 },
            Layers("RNN", 1000, 3, 7, direction: "Bidirectional"), Behind(Layers("GRU", 6, 5, 20), Layer.Of("LSTM").With("units", 19)),
            Behind(Layers("LSTM", 5, 3, 15), Layer.Dense(7)), Behind(Layers("GRU", 9, 3, 8), Layer.Of("Conv1D").With("filters", 3).With("kernel", 3)),
            Operator("LSTM", "Forward", areWeightsConstant: true, hasLengths: true),
            Operator("LSTM", "Bidirectional", areWeightsConstant: false, hasLengths: false, options: "input_forget"),
            Operator("GRU", "Reverse", areWeightsConstant: true, hasLengths: true, options: "linear_before_reset"),
            Operator("GRU", "Bidirectional", areWeightsConstant: false, hasLengths: true),
            Operator("RNN", "Reverse", areWeightsConstant: false, hasLengths: false),
            .. Activations.Select(name => Operator("RNN", "Forward", areWeightsConstant: true, hasLengths: false, activations: name)),
        ]);
        Assert.All(models, model => Assert.Contains(model.Plan.Calls, call => call is RecurrentCall));
    }

    private static ModelDefinition Layers(string kind, int steps, int features, int units, string direction = "Forward") => Model.Of(
        kind + steps, Layer.Input(steps, features),
        Layer.Of(kind).With("units", units).With("direction", direction).With("sequence", units % 2 == 0));

    private static ModelDefinition Behind(ModelDefinition model, LayerDefinition layer) =>
        model with { Layers = [.. model.Layers, layer] };

    /// <summary>An operator of ONNX with everything that it can read.</summary>
    private static ModelDefinition Operator(
        string name, string direction, bool areWeightsConstant, bool hasLengths, string? activations = null, string? options = null)
    {
        const int steps = 6, batch = 3, inputs = 5, units = 7;
        var directions = direction == "Bidirectional" ? 2 : 1;
        var (gates, functions) = name switch
        {
            "RNN" => (1, "Tanh"),
            "GRU" => (3, "Sigmoid Tanh"),
            _ => (4, "Sigmoid Tanh Tanh"),
        };
        functions = string.Join(' ', Enumerable.Repeat(activations ?? functions, directions));
        var parameters = Enumerable.Range(0, functions.Split(' ').Length).Select(i => 0.3 + (0.1 * i)).ToArray();
        string[] operands = ["x", "w", "r", "b", hasLengths ? "lengths" : "", "h", .. name == "LSTM" ? ["c", "p"] : Array.Empty<string>()];
        return Model.Of(
            $"{name}{direction}",
            [
                Tensor("x", false, steps, batch, inputs), Tensor("w", areWeightsConstant, directions, gates * units, inputs),
                Tensor("r", areWeightsConstant, directions, gates * units, units), Tensor("b", areWeightsConstant, directions, 2 * gates * units),
                Tensor("h", !areWeightsConstant, directions, batch, units),
                .. hasLengths
                    ? [Layer.Of("onnx.Constant").With("shape", new[] { batch }).With("element", "Int32").With("integers", new[] { 4, 6, 0 }).Named("lengths")]
                    : Array.Empty<LayerDefinition>(),
                .. name == "LSTM"
                    ? [Tensor("c", areWeightsConstant, directions, batch, units), Tensor("p", areWeightsConstant, directions, 3 * units)]
                    : Array.Empty<LayerDefinition>(),
                Layer.Of("onnx." + name).From(operands).With("direction", direction).With("activations", functions)
                    .With("activation_alpha", parameters).With("activation_beta", parameters).With("clip", name == "LSTM" ? 0.7 : null)
                    .With(options ?? "direction", options is null ? direction : true),
            ]);
    }

    private static LayerDefinition Tensor(string name, bool isConstant, params int[] shape) =>
        Layer.Of(isConstant ? "onnx.Constant" : "onnx.Input").With("shape", shape).Named(name);
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Building;

/// <summary>Which layers a stateful model may have.</summary>
public class StreamingTests
{
    private static readonly LayerDefinition Lstm = Layer.Of("LSTM").With("units", 4).With("sequence", true);

    private static readonly (string What, ModelDefinition Model)[] PerStep =
    [
        ("dense layers behind the last state", Net([5, 3], Lstm.With("sequence", false), Layer.Dense(2), Layer.Softmax())),
        ("normalised steps", Net([5, 3], Layer.Of("LayerNormalization"), Lstm, Layer.Of("Tanh"))),
        ("embedded indices", Model.Of("net", Layer.Input(5).With("element", "UInt8"), Layer.Of("Embedding").With("rows", 9).With("features", 3), Lstm) with { IsStateful = true }),
        ("channels of steps of one sample", Net([3, 5], Layer.Of("Conv1D").With("filters", 6).With("kernel", 1), Layer.Of("Permute").With("axes", new[] { 2, 1 }), Lstm)),
        ("a sum of steps", Net([5, 4], Lstm.Named("a"), Layer.Add("a", "input"))),
        ("softmax over features", Net([5, 4], Lstm, Layer.Softmax(2))),
        ("an image per step", Net([1, 6, 6], Layer.Conv2D(4, 3), Layer.Flatten(), Layer.Reshape(1, 64), Lstm)),
        ("a window of samples per step", Net([1, 40], Layer.Of("Conv1D").With("filters", 4).With("kernel", 5), Layer.Flatten(), Layer.Reshape(1, 144), Lstm)),
    ];

    private static readonly (string Layer, ModelDefinition Model)[] Mixing =
    [
        ("Conv1D 'conv1'", Net([3, 5], Layer.Of("Conv1D").With("filters", 6).With("kernel", 3).With("pads", 1), Layer.Of("Permute").With("axes", new[] { 2, 1 }), Lstm)),
        ("MultiHeadAttention 'multihead1'", Net([5, 4], Layer.Of("MultiHeadAttention").With("heads", 2), Lstm)),
        ("MultiHeadAttention 'multihead1'", Net([5, 4], Lstm, Layer.Of("MultiHeadAttention").With("heads", 2))),
        ("PositionalEncoding 'positions1'", Net([5, 4], Layer.Of("PositionalEncoding"), Lstm)),
        ("Flatten 'flatten1'", Net([5, 4], Lstm, Layer.Flatten(), Layer.Dense(2))),
        ("Softmax 'softmax1'", Net([5, 4], Lstm, Layer.Softmax(1))),
        ("BatchNormalization 'bn1'", Net([5, 4], Lstm, Layer.BatchNormalization())),
        ("KMaxPool1D 'kmaxpool1'", Net([5, 4], Lstm, Layer.Of("Permute").With("axes", new[] { 2, 1 }), Layer.Of("KMaxPool1D").With("k", 2))),
    ];

    [Fact]
    public void LayersThatTreatEachStepByItself() => Assert.All(PerStep, model =>
        Assert.True(model.Model.ToGraph().Nodes.Select(node => node.Op).OfType<Recurrent>().All(op => op.Form.IsStateful), model.What));

    [Fact]
    public void LayersThatMixSteps() => Assert.All(Mixing, mixing => GraphAssert.HasMistakes(
        mixing.Model,
        $"MC0593: {mixing.Layer} does not treat each of the 5 steps that the stateful model takes at a time alike and by itself, so that its results would "
        + "depend on where a stream is cut; let the model take one step at a time, or do without the layer"));

    [Fact]
    public void NoRecurrentLayer() => GraphAssert.HasMistakes(
        Net([4], Layer.Dense(2)),
        "MC0590: Model 'net' is stateful, but no layer of it has a state; add an RNN, GRU or LSTM, or let the model not be stateful");

    [Theory]
    [InlineData("Reverse")]
    [InlineData("Bidirectional")]
    public void Backwards(string direction) => GraphAssert.HasMistakes(
        Net([1, 4], Lstm.With("direction", direction)),
        "MC0591: LSTM 'lstm1' begins with the last step, which a stateful model has not seen yet; let its direction be Forward, or let the model not be "
        + "stateful");

    [Fact]
    public void Batch() => GraphAssert.HasMistakes(
        Net([1, 4], Lstm) with { Batch = 3 },
        "MC0592: LSTM 'lstm1' takes 3 samples at once, but a stateful model keeps the state of one; take an instance of a model without a batch for each");

    [Fact]
    public void InitialStates() => GraphAssert.HasMistakes(
        Model.Of(
            "net", Tensor("Input", "x", 1, 1, 2), Tensor("Constant", "w", 1, 3, 2), Tensor("Constant", "r", 1, 3, 3), Tensor("Input", "h", 1, 1, 3),
            Layer.Of("onnx.RNN").From("x", "w", "r", "", "", "h").With("activations", "Tanh").With("activation_alpha", new[] { 0.0 })
                .With("activation_beta", new[] { 0.0 }).Named("y")) with { IsStateful = true },
        "MC0594: onnx.RNN 'y' reads its initial states or the lengths of its sequences, but a stateful model keeps its states itself; remove them, or let "
        + "the model not be stateful");

    private static ModelDefinition Net(int[] input, params LayerDefinition[] layers) =>
        Model.Of("net", [Layer.Input(input), .. layers]) with { IsStateful = true };

    private static LayerDefinition Tensor(string kind, string name, params int[] shape) =>
        Layer.Of("onnx." + kind).With("shape", shape).Named(name);
}

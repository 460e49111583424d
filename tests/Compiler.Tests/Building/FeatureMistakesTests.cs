using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Building;

/// <summary>Mistakes in activations, normalisations, attention, recurrent layers and blocks.</summary>
public class FeatureMistakesTests
{
    private static void HasMistake(int[] input, LayerDefinition layer, string mistake) =>
        GraphAssert.HasMistakes(Model.Of("net", Layer.Input(input), layer), mistake);

    [Theory]
    [InlineData("PositionalEncoding", "positions1", "a sequence of steps of shape [N, steps, features]")]
    [InlineData("MultiHeadAttention", "multihead1", "a sequence of steps of shape [N, steps, features]")]
    [InlineData("RNN", "rnn1", "a sequence of steps of shape [N, steps, features]")]
    [InlineData("GRU", "gru1", "a sequence of steps of shape [N, steps, features]")]
    [InlineData("LSTM", "lstm1", "a sequence of steps of shape [N, steps, features]")]
    [InlineData("SelfAttention2D", "attention1", "an image of shape [N, C, H, W]")]
    [InlineData("Residual", "residual1", "an image of shape [N, C, H, W]")]
    [InlineData("Bottleneck", "bottleneck1", "an image of shape [N, C, H, W]")]
    [InlineData("InvertedResidual", "inverted1", "an image of shape [N, C, H, W]")]
    [InlineData("DenseBlock", "denseblock1", "an image of shape [N, C, H, W]")]
    [InlineData("InstanceNormalization", "instancenorm1", "a sequence [N, C, L], an image [N, C, H, W] or a volume [N, C, D, H, W]")]
    public void AnotherNumberOfAxes(string kind, string name, string expected)
    {
        var layer = LayerCatalog.Find(kind)!.Properties.Where(property => property.IsRequired)
            .Aggregate(Layer.Of(kind), (layer, property) => layer.With(property.Name, 1));
        HasMistake([6], layer, $"MC0126: {kind} '{name}' reads {expected}, but 'input' has the shape [1, 6]");
    }

    [Fact]
    public void AttentionOverASequence() => HasMistake(
        [6, 5], Layer.Of("SelfAttention2D"),
        "MC0126: SelfAttention2D 'attention1' reads an image of shape [N, C, H, W], but 'input' has the shape [1, 6, 5]; "
        + "say how many channels the Input has, such as 1, 6, 5 for one");

    [Fact]
    public void HeadsThatDoNotDivide() => HasMistake(
        [5, 12], Layer.Of("MultiHeadAttention").With("heads", 5),
        "MC0580: MultiHeadAttention 'multihead1': 'heads' must divide the number of features, but 'input' has 12 and there are 5 heads");

    [Fact]
    public void GroupsThatDoNotDivide() => HasMistake(
        [10, 4, 4], Layer.Of("GroupNormalization").With("groups", 4),
        "MC0581: GroupNormalization 'groupnorm1': 'groups' must divide the number of channels, but 'input' has 10 and there are 4 groups");

    [Theory]
    [InlineData(7, 6, 7, 8, "[1, 7, 6]", "[1, 7, 8]")]
    [InlineData(7, 8, 6, 8, "[1, 7, 8]", "[1, 6, 8]")]
    public void KeysAndValuesThatDoNotFit(int keys, int keyFeatures, int values, int valueFeatures, string keyShape, string valueShape) =>
        GraphAssert.HasMistakes(
            Model.Of(
                "net", Layer.Input(5, 8).Named("q"), Layer.Input(keys, keyFeatures).Named("k"), Layer.Input(values, valueFeatures).Named("v"),
                Layer.Of("MultiHeadAttention").From("q", "k", "v").With("heads", 2)),
            $"MC0583: MultiHeadAttention 'multihead1': queries 'q' of shape [1, 5, 8], keys 'k' of shape {keyShape} and values 'v' of shape "
            + $"{valueShape} do not fit; all need the same number of features, keys and values the same number of steps");

    [Fact]
    public void MinimumAboveMaximum() => HasMistake(
        [4], Layer.Of("HardTanh").With("minimum", 1.5),
        "MC0584: HardTanh 'hardtanh1': 'minimum' is 1.5 and 'maximum' is 1, so that nothing lies between; exchange them");

    [Fact]
    public void AlphaThatDivides() => HasMistake(
        [4], Layer.Of("CELU").With("alpha", 0.0), "MC0112: CELU 'celu1': 'alpha' must be a number other than 0, but is 0");

    [Theory]
    [InlineData("InvertedResidual", "inverted1")]
    [InlineData("Inception", "inception1")]
    public void EvenKernels(string kind, string name) => HasMistake(
        [4, 5, 5], Layer.Of(kind).With("filters", kind == "Inception" ? new[] { 1, 1, 1, 1, 1, 1 } : [4]).With("kernel", 4),
        $"MC0112: {kind} '{name}': 'kernel' must be an odd number, but is 4");

    [Fact]
    public void GroupOfABottleneck() => HasMistake(
        [4, 5, 5], Layer.Of("Bottleneck").With("filters", 6).With("group", 4),
        "MC0120: Bottleneck 'bottleneck1': 'group' must divide the number of input channels, but 6 channels come from 'bottleneck1.bn1' and "
        + "the group is 4");

    [Theory]
    [InlineData("LayerNormalization", "layernorm1")]
    [InlineData("LogSoftmax", "logsoftmax1")]
    public void AxisThatIsNotThere(string kind, string name) => HasMistake(
        [4, 5], Layer.Of(kind).With("axis", 3),
        $"MC0128: {kind} '{name}': 'axis' is 3, but 'input' has the shape [1, 4, 5], so it must lie between 1 and 2, or between -2 and -1 "
        + "counted from the end (axis 0 is the batch)");

    [Fact]
    public void BilinearOfASequence() => GraphAssert.HasMistakes(
        Model.Of(
            "net", Layer.Input(5).Named("a"), Layer.Input(3, 2).Named("b"), Layer.Of("Bilinear").From("a", "b").With("units", 2)),
        "MC0127: Bilinear 'bilinear1' reads a vector of shape [N, features], but 'b' has the shape [1, 3, 2]; put a Flatten before it");

    [Fact]
    public void TableBeyondTheLimit() => HasMistake(
        [4], Layer.Of("Embedding").With("rows", 1 << 20).With("features", 1 << 10),
        "MC0134: Embedding 'embedding1': the tensor 'embedding1.weight' of shape [1048576, 1024] is larger than the 268435456 elements that a "
        + "tensor may have");

    [Fact]
    public void NameOfAPart() => GraphAssert.HasMistakes(
        Model.Of("net", Layer.Input(4, 5, 5), Layer.Conv2D(4, 1).Named("block.conv1"), Layer.Of("Residual").With("filters", 4).Named("block")),
        "MC0105: Conv2D 'block.conv1' has the same name as a part of Residual 'block', which is layer 3 of the model; names are unique, so "
        + "rename one of them");
}

using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Building;

/// <summary>Mistakes in names and connections.</summary>
public class NameMistakesTests
{
    [Fact]
    public void NoInput() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Flatten(), Layer.Dense(3)),
            "MC0100: Model 'net' has no Input layer; begin it with one, such as an Input of shape [3, 224, 224]");

    [Fact]
    public void NoLayers() =>
        GraphAssert.HasMistakes(
            Model.Of("net"),
            "MC0100: Model 'net' has no Input layer; begin it with one, such as an Input of shape [3, 224, 224]");

    [Fact]
    public void FirstLayerIsNotInput() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Dense(3), Layer.Input(4), Layer.Dense(3)),
            "MC0101: Dense 'dense1' is the first layer, so there is nothing for it to read; put an Input before it");

    [Fact]
    public void InputReadsLayer() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4).Named("a"), Layer.Input(4).Named("b").From("a"), Layer.Add("a", "b")),
            "MC0102: Input 'b' names 'a' in From, but an Input reads no other layer; remove From");

    [Fact]
    public void UnknownSource_NamesTheNearest() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3).Named("stem"), Layer.Dense(3).From("stam")),
            "MC0103: Dense 'dense2' reads 'stam', but no layer has that name; did you mean 'stem'?");

    [Fact]
    public void UnknownSource_IsNeverTheLayerItselfOrALaterOne() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3).Named("head").From("haed"), Layer.Dense(3).Named("heads").From("head")),
            "MC0103: Dense 'head' reads 'haed', but no layer has that name; there is input");

    [Fact]
    public void UnknownOutput_IsNeverAnInputOrListedAlready() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3).Named("score"), Layer.Dense(3).Named("tail")).WithOutputs("scores", "imput", "tail"),
            "MC0108: Model 'net' lists the output 'scores', but no layer has that name; did you mean 'score'?",
            "MC0108: Model 'net' lists the output 'imput', but no layer has that name; there is score");

    [Theory]
    [InlineData("dense2")]
    [InlineData("dense1")]
    public void SourceComesLater(string source) =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3).From(source), Layer.Dense(3)),
            $"MC0104: Dense 'dense1' reads '{source}', which does not come before it; "
            + "a layer can only read layers above it, so move one of the two");

    [Fact]
    public void DuplicateName() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3).Named("a"), Layer.Dense(3).Named("a")),
            "MC0105: Dense 'a' has the same name as Dense 'a', which is layer 2 of the model; names are unique, so rename one of them");

    [Fact]
    public void NameEqualToDefaultName_IsReportedAtTheNamedLayer()
    {
        var model = Model.Of("net", Layer.Input(4), Layer.Of("ReLU").Named("dense1"), Layer.Dense(3));
        var diagnostics = new DiagnosticBag();
        GraphBuilder.Build(model, diagnostics);

        var mistake = Assert.Single(diagnostics.Diagnostics);
        Assert.Equal("MC0105", mistake.Id);
        Assert.Equal(new DiagnosticTarget(1, "name"), mistake.Target);
    }

    [Fact]
    public void NameOfAPartOfASeparableConvolution() =>
        GraphAssert.HasMistakes(
            Model.Of(
                "net", Layer.Input(1, 4, 4), Layer.SeparableConv2D(2, 3), Layer.Conv2D(2, 1).Named("separable1.pointwise")),
            "MC0105: Conv2D 'separable1.pointwise' has the same name as a part of SeparableConv2D 'separable1', "
            + "which is layer 2 of the model; names are unique, so rename one of them");

    [Fact]
    public void EmptyName() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3).Named(" ")),
            "MC0111: Dense 'dense1' has an empty Name; give it a name or leave Name out to get the default one");

    [Fact]
    public void DanglingLayer() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3), Layer.Dense(3).From("input")),
            "MC0106: The output of Dense 'dense1' is read by no layer and is no output of the model; "
            + "read it with From, list it among the outputs or remove it");

    [Fact]
    public void DanglingInput() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4).Named("a"), Layer.Input(4).Named("b"), Layer.Dense(3)),
            "MC0106: The output of Input 'a' is read by no layer and is no output of the model; "
            + "read it with From, list it among the outputs or remove it");

    [Fact]
    public void TooManyInputs() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(4), Layer.Dense(3).From("input", "dense1")),
            "MC0107: Dense 'dense2' must read exactly 1 layer, but it reads 2: 'input', 'dense1'; name what it shall read in From");

    [Fact]
    public void TooFewInputs() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Add()),
            "MC0107: Add 'add1' must read at least 2 layers, but it reads 1: 'input'; name what it shall read in From");

    [Fact]
    public void RequiredOperandIsAbsent() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Of("onnx.Sub").From("input", "")),
            "MC0107: onnx.Sub 'sub1' must read exactly 2 layers, but it reads 2: 'input', none; name what it shall read in From");

    [Fact]
    public void UnknownOutput() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3)).WithOutputs("dense"),
            "MC0108: Model 'net' lists the output 'dense', but no layer has that name; did you mean 'dense1'?");

    [Fact]
    public void OutputIsInput() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4)),
            "MC0109: The output 'input' of model 'net' is an Input layer, so nothing would be computed; name a layer behind it");

    [Fact]
    public void DuplicateOutput() =>
        GraphAssert.HasMistakes(
            Model.Of("net", Layer.Input(4), Layer.Dense(3)).WithOutputs("dense1", "dense1"),
            "MC0110: Model 'net' lists the output 'dense1' more than once; list every output once");

    [Fact]
    public void IndependentMistakes_AreReportedTogether_AndTheirConsequencesAreNot() =>
        GraphAssert.HasMistakes(
            Model.Of(
                "net", Layer.Input(3, 4, 4), Layer.Conv2D(8, 7), Layer.Conv2D(8, 9), Layer.Flatten(),
                Layer.Dense(5).From("input"), Layer.Concat("flatten1", "dense1")),
            "MC0122: Conv2D 'conv1': the kernel covers 7×7 (with dilations), but its input is only 4×4 with pads; "
            + "use a smaller kernel or larger pads",
            "MC0127: Dense 'dense1' reads a vector of shape [N, features], but 'input' has the shape [1, 3, 4, 4]; "
            + "put a Flatten before it");
}

using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.EdgeCases;

/// <summary>Several inputs and outputs, outputs that are read on, and the formats of inputs.</summary>
public class PortTests
{
    [Fact]
    public void SeveralInputsAndOutputs() => ModelAssert.MatchReference(
        Model.Of("two and two", Layer.Input(3, 5, 5).Named("image"), Layer.Input(7).Named("state"),
            Layer.Conv2D(4, 3).Named("features").From("image"), Layer.Dense(5).Named("next").From("state"))
            .WithOutputs("features", "next"),
        Model.Of("reversed", Layer.Input(3, 5, 5).Named("image"), Layer.Input(3, 5, 5).Named("other"),
            Layer.Add("image", "other").Named("sum"), Layer.Of("ReLU").Named("positive"))
            .WithOutputs("positive", "sum"));

    [Fact]
    public void OutputsThatAreReadOn() => ModelAssert.MatchReference(
        Model.Of("middle", Layer.Input(3, 5, 5), Layer.Conv2D(17, 3).Named("a"), Layer.Of("ReLU").Named("b"), Layer.Conv2D(3, 1).Named("c"))
            .WithOutputs("a", "b", "c"),
        Model.Of("normalised", Layer.Input(3, 5, 5), Layer.Conv2D(17, 3).Named("a"), Layer.BatchNormalization().Named("b"))
            .WithOutputs("a", "b"),
        Model.Of("residual", Layer.Input(16, 5, 5).Named("x"), Layer.Conv2D(16, 3, autoPad: "Same").Named("a"), Layer.Add("a", "x").Named("b"))
            .WithOutputs("a", "b"),
        Model.Of("slice", Layer.Input(16, 5, 5).Named("x"), Layer.Conv2D(16, 1).Named("a"), Layer.Concat("x", "a").Named("b"))
            .WithOutputs("b", "a"));

    [Fact]
    public void OutputsThatAreInputsOrNamedTwice() => ModelAssert.MatchReference(
        Model.Of("twice", Layer.Input(3, 5, 5).Named("x"), Layer.Of("Tanh").Named("y"), Layer.Dropout().Named("z")).WithOutputs("y", "z"),
        Model.Of("dropout", Layer.Input(3, 5, 5).Named("x"), Layer.Dropout().Named("y"), Layer.Conv2D(1, 1).Named("z"))
            .WithOutputs("y", "z"),
        Model.Of("only dropout", Layer.Input(3, 5, 5), Layer.Dropout()),
        Model.Of("reshaped input", Layer.Input(3, 5, 5).Named("x"), Layer.Flatten().Named("y"), Layer.Dense(2).Named("z"))
            .WithOutputs("y", "z"));

    [Fact]
    public void Blocks() => ModelAssert.MatchReference(
        Model.Of("residual", Layer.Input(16, 7, 6).Named("x"), Layer.Conv2D(16, 3, autoPad: "Same", activation: "ReLU").Named("a"),
            Layer.Conv2D(16, 3, autoPad: "Same").Named("b"), Layer.Add("b", "x").With("activation", "ReLU"), Layer.Conv2D(3, 3)),
        Model.Of("inception", Layer.Input(17, 7, 6).Named("x"), Layer.Conv2D(16, 1).Named("a").From("x"),
            Layer.Conv2D(5, 1).Named("b0").From("x"), Layer.Conv2D(16, 3, autoPad: "Same").Named("b").From("b0"),
            Layer.MaxPool2D(3, strides: 1, autoPad: "Same").Named("c").From("x"), Layer.Concat("a", "b", "c"), Layer.Conv2D(8, 3)),
        Model.Of("squeeze and excitation", Layer.Input(17, 7, 6).Named("x"), Layer.GlobalAveragePool(), Layer.Flatten(),
            Layer.Dense(4, activation: "ReLU"), Layer.Dense(17, activation: "Sigmoid"), Layer.Reshape(17, 1, 1).Named("gate"),
            Layer.Multiply("x", "gate"), Layer.Conv2D(3, 3)),
        Model.Of("dense residual", Layer.Input(33).Named("x"), Layer.Dense(33).Named("a"), Layer.Add("a", "x").With("activation", "SiLU")));

    [Fact]
    public void InputFormats() => ModelAssert.MatchReference(
    [
        .. from channels in (int[])[1, 3, 17]
           from isLast in (bool[])[false, true]
           from element in (string[])["Float32", "UInt8"]
           from isNormalized in (bool[])[false, true]
           let mean = isNormalized ? Enumerable.Range(0, channels).Select(c => 10.5 + c).ToArray() : null
           let scale = isNormalized ? Enumerable.Range(0, channels).Select(c => 1 / (50.0 + c)).ToArray() : null
           select Model.Of("camera", Layer.Input(channels, 5, 6)
                   .With("layout", isLast ? "ChannelsLast" : "ChannelsFirst").With("element", element)
                   .With("mean", mean).With("scale", scale),
               Layer.Conv2D(4, 3, pads: 1)),
    ]);

    [Fact]
    public void ChannelsMayStandLastInSequencesAndVolumes() => ModelAssert.MatchReference(
    [
        .. from rank in (int[])[1, 3]
           from channels in (int[])[1, 3, 17]
           from element in (string[])["Float32", "UInt8"]
           select Model.Of("sensor", Layer.Input([channels, .. Enumerable.Range(5, rank)]).With("layout", "ChannelsLast").With("element", element)
                   .With("mean", Enumerable.Range(0, channels).Select(c => 10.5 + c).ToArray()).With("scale", 0.02),
               Layer.Of($"Conv{rank}D").With("filters", 4).With("kernel", 3).With("pads", 1)),
    ]);
}

using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Widths;

/// <summary>A few models of every operator and algorithm, which <see cref="WidthTests"/> runs again with narrower vectors.</summary>
[Trait(WidthTests.Trait, "true")]
public class EveryWidthTests
{
    [Fact]
    public void Operators() => ModelAssert.MatchReference(
    [
        .. from kind in RandomModels.Operators
           from seed in Enumerable.Range(1000, 4)
           select RandomModels.ForOperator(kind, seed),
    ]);

    [Fact]
    public void Winograd() => ModelAssert.MatchReference(
    [
        .. from algorithm in (string[])["Winograd2x2", "Winograd4x4", "Winograd6x6"]
           from channels in (int[])[17, 32]
           select Model.Of("winograd", Layer.Input(channels, 9, 14),
               Layer.Conv2D(channels, 3, autoPad: "Same", algorithm: algorithm, activation: "ReLU")),
    ]);

    [Fact]
    public void Networks() => ModelAssert.MatchReference([.. Enumerable.Range(1000, 4).Select(RandomNetworks.Create)]);
}

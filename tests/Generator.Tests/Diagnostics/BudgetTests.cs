using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Diagnostics;

/// <summary>Models that cost more than they may: the error stands where the limit does and names what costs most.</summary>
public class BudgetTests
{
    private const string Layers =
        "[Input(784)] [Dense(128, Name = \"large\")] [Dense(64, Name = \"small\")] [Dense(10, Name = \"tiny\")] [Softmax]";

    private static string Net(string limit) => Mistake.UseOf($"[CompiledModel({limit})] {Layers} public partial class Net;");

    [Fact]
    public Task Arena() => Mistake.IsReported(
        "MC0040", "The arena of 'Net' takes 3648 bytes, but may take 3000; where most is alive it holds 'input' with 3136 (86 %) and 'large' with 512 (14 %)",
        Net("[|MaxArenaBytes = 3000|]"));

    [Fact]
    public Task Weights() => Mistake.IsReported(
        "MC0041",
        "The weights of 'Net' take 439104 bytes, but may take 400000; most are those of 'large' with 401920 (92 %), 'small' with 33024 (8 %) and "
        + "'tiny' with 4160 (1 %)",
        Net("[|MaxWeightBytes = 400_000|]"));

    [Fact]
    public Task Macs() => Mistake.IsReported(
        "MC0042",
        "A run of 'Net' takes 109184 multiply-adds, but may take 0; most are those of 'large' with 100352 (92 %), 'small' with 8192 (8 %) and 'tiny' with 640 (1 %)",
        Net("[|MaxMacs = 0|]"));

    [Fact]
    public Task ScratchMemoryIsNamed() => Mistake.IsReported(
        "MC0040",
        "The arena of 'Net' takes 67840 bytes, but may take 1; where most is alive it holds scratch of 'conv1' with 46080 (68 %), 'input' with 12544 (18 %) "
        + "and 'conv1' with 9216 (14 %)",
        Mistake.UseOf(
            """
            [CompiledModel([|MaxArenaBytes = 1|])] [Input(16, 12, 12)]
            [Conv2D(16, 3, Pad = 1, Algorithm = ConvAlgorithm.Winograd4x4)] public partial class Net;
            """));

    [Fact]
    public Task LimitInAModelFile() => Mistake.IsReportedInFile(
        "MC0042", "A run of 'net' takes 8 multiply-adds, but may take 7; most are those of 'dense1' with 8 (100 %)",
        """{ "maxMacs": [|7|], "layers": [ { "type": "Input", "shape": [4] }, { "type": "Dense", "units": 2 } ] }""");

    [Fact]
    public Task LimitOfTheClassForAModelFile() => Mistake.IsReported(
        "MC0042", "A run of 'net' takes 8 multiply-adds, but may take 7; most are those of 'dense1' with 8 (100 %)",
        Mistake.UseOf("[CompiledModel(\"net.json\", [|MaxMacs = 7|])] public partial class Net;"),
        project => project.WithModel(
            "net.json", """{ "maxMacs": 100, "layers": [ { "type": "Input", "shape": [4] }, { "type": "Dense", "units": 2 } ] }"""));

    [Theory]
    [InlineData("MaxArenaBytes = 3648")]
    [InlineData("MaxWeightBytes = 439104")]
    [InlineData("MaxMacs = 109184")]
    [InlineData("MaxArenaBytes = long.MaxValue, MaxWeightBytes = long.MaxValue, MaxMacs = long.MaxValue")]
    public async Task WhatAModelCostsIsEnough(string limit) => Assert.Empty((await TestProject.Of(Net(limit)).Build()).Problems);

    [Fact]
    public async Task EveryExcessIsReported()
    {
        var build = await TestProject.Of(Net("MaxArenaBytes = 1, MaxWeightBytes = 1, MaxMacs = 1")).Build();
        Assert.Equal(["MC0040", "MC0041", "MC0042"], build.Problems.Select(problem => problem.Id));
    }
}

using System.Text.RegularExpressions;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.FrontEnds;

public partial class FingerprintTests
{
    private const string Attributes =
        """
        using ModelCompiler;
        namespace App;
        [CompiledModel]
        [Input(3, 12, 12, Name = "image")]
        [Conv2D(16, 3, AutoPad = AutoPad.Same, Bias = false, Name = "stem")]
        [BatchNormalization(Activation = Activation.ReLU)]
        [MaxPool2D(2, Name = "left")]
        [AveragePool2D(2, From = "bn1", Name = "right")]
        [Concat("left", "right")]
        [Flatten]
        [Dense(10, Activation = Activation.Tanh)]
        [Softmax]
        [RandomWeights(3)]
        public sealed partial class Declared;

        [CompiledModel("net.json")]
        public sealed partial class Named;
        """;

    private const string Json =
        """
        {
          "weights": { "random": 3 },
          "layers": [
            { "type": "Input", "shape": [3, 12, 12], "name": "image" },
            { "type": "Conv2D", "filters": 16, "kernel": 3, "autoPad": "Same", "bias": false, "name": "stem" },
            { "type": "BatchNormalization", "activation": "ReLU" },
            { "type": "MaxPool2D", "kernel": 2, "name": "left" },
            { "type": "AveragePool2D", "kernel": 2, "from": "bn1", "name": "right" },
            { "type": "Concat", "from": ["left", "right"] },
            { "type": "Flatten" },
            { "type": "Dense", "units": 10, "activation": "Tanh" },
            { "type": "Softmax" }
          ]
        }
        """;

    [Fact]
    public async Task TheSameNetworkWrittenBothWaysIsTheSamePlan()
    {
        var fingerprints = await Fingerprints(Json);
        Assert.Equal(2, fingerprints.Count);
        Assert.Equal(fingerprints[0], fingerprints[1]);
    }

    [Fact]
    public async Task AnotherNetworkIsAnotherPlan()
    {
        var fingerprints = await Fingerprints(Json.Replace("\"kernel\": 3", "\"kernel\": 5", StringComparison.Ordinal));
        Assert.Equal(2, fingerprints.Distinct().Count());
    }

    /// <summary>What the class says goes before what its file says.</summary>
    [Theory]
    [InlineData("", "\"batch\": 8,", 1, 8)]
    [InlineData(", Batch = 8", "", 1, 8)]
    [InlineData(", Batch = 8", "\"batch\": 3,", 1, 8)]
    [InlineData(", Batch = 1", "\"batch\": 3,", 1, 1)]
    public async Task TheBatchStandsInTheClassOrInItsFile(string ofClass, string ofFile, int declared, int named)
    {
        var build = await Build(
            Attributes.Replace("net.json\"", "net.json\"" + ofClass, StringComparison.Ordinal), Json.Insert(1, ofFile));
        Assert.Contains($"InputLength = {declared * 3 * 12 * 12};", build.Single(source => source.Contains("class Declared", StringComparison.Ordinal)));
        Assert.Contains($"InputLength = {named * 3 * 12 * 12};", build.Single(source => source.Contains("class Named", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TheSameBatchWrittenBothWaysIsTheSamePlan()
    {
        var sources = await Build(Attributes.Replace("[CompiledModel]", "[CompiledModel(Batch = 8)]", StringComparison.Ordinal), Json.Insert(1, "\"batch\": 8,"));
        var fingerprints = sources.SelectMany(source => Fingerprint().Matches(source)).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, fingerprints.Count);
        Assert.Single(fingerprints.Distinct());
        Assert.DoesNotContain(fingerprints[0], await Fingerprints(Json));
    }

    private static async Task<List<string>> Build(string attributes, string json)
    {
        var build = await TestProject.Of(attributes).WithModel("net.json", json).Build();
        Assert.Empty(build.Problems);
        return [.. build.ModelSources.Select(source => source.SourceText.ToString())
            .Where(text => text.Contains("InputLength", StringComparison.Ordinal))];
    }

    private static async Task<List<string>> Fingerprints(string json)
    {
        var build = await TestProject.Of(Attributes).WithModel("net.json", json).Build();
        Assert.Empty(build.Problems);
        return [.. build.ModelSources
            .SelectMany(source => Fingerprint().Matches(source.SourceText.ToString()))
            .Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("fingerprint: \"([0-9a-f]{16})\"")]
    private static partial Regex Fingerprint();
}

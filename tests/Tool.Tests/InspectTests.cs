using System.Text.Json;

namespace ModelCompiler.Tests;

public sealed class InspectTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void TheTableHasARowPerLayer()
    {
        var lines = Inspect(ModelFiles.LeNet5).Split(Environment.NewLine);
        Assert.Equal("LeNet5: input [1, 1, 28, 28] → softmax1 [1, 10]", lines[0]);
        Assert.StartsWith("layer         operator     output           parameters     MACs  field  algorithm  ", lines[2]);
        Assert.StartsWith("conv2         Conv         [1, 16, 10, 10]       2,416  240,000  14×14  Winograd F(2,5) along columns  ", lines[5]);
        Assert.StartsWith("dense1        Gemm         [1, 120]             48,120   48,000    all  ", lines[8]);
        Assert.StartsWith("61,706 parameters, 416,520 MACs, ", lines[13]);
        Assert.DoesNotContain('\x1b', string.Concat(lines));
    }

    [Fact]
    public void JsonHoldsTheSame()
    {
        using var document = JsonDocument.Parse(Inspect(ModelFiles.LeNet5, "--json"));
        var root = document.RootElement;
        Assert.Equal("modelcompiler-inspect/1", root.GetProperty("format").GetString());
        Assert.Equal("LeNet5", root.GetProperty("name").GetString());
        Assert.Equal(9, root.GetProperty("layers").GetArrayLength());
        var conv2 = root.GetProperty("layers")[2];
        Assert.Equal(
            ["name", "operator", "outputShape", "parameters", "macs", "flops", "sizeFormula", "receptiveField", "effectiveStride", "weightBytes", "outputBytes", "algorithm", "predictedNanoseconds", "runnerUp", "division", "workItems", "arenaOffset"],
            conv2.EnumerateObject().Select(property => property.Name));
        Assert.Equal("[14, 14]", conv2.GetProperty("receptiveField").GetRawText());
        Assert.Equal("[1, 16, 10, 10]", conv2.GetProperty("outputShape").GetRawText());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("layers")[5].GetProperty("receptiveField").ValueKind);
        Assert.Equal(61_706, root.GetProperty("totals").GetProperty("parameters").GetInt64());
        Assert.Equal(416_520, root.GetProperty("totals").GetProperty("macs").GetInt64());
    }

    [Fact]
    public void ThePageShowsWhatIsPrinted()
    {
        var page = File.ReadAllText(Path.Combine(ModelFiles.Repository, "docs", "modelc.md"));
        Assert.Contains($"```\n{Inspect(ModelFiles.LeNet5).ReplaceLineEndings("\n")}```\n", page);
        Assert.Contains($"```\n{Inspect(ModelFiles.LeNet5, "--shapes").ReplaceLineEndings("\n")}```\n", page);
        using var document = JsonDocument.Parse(Inspect(ModelFiles.LeNet5, "--json"));
        Assert.All(NamesIn(document.RootElement).Distinct(), name => Assert.Contains($"`{name}`", page));
    }

    private static IEnumerable<string> NamesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => NamesIn(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesIn),
        _ => [],
    };

    [Fact]
    public void PortsAreAsCallersPassThem()
    {
        using var document = JsonDocument.Parse(Inspect(_tool.WriteText("pair.json", ModelFiles.Pair), "--json"));
        Assert.Equal("pair", document.RootElement.GetProperty("name").GetString());
        Assert.Equal(
            [("image", "uint8", "[1, 4, 5, 3]"), ("other", "float32", "[1, 3, 4, 5]")],
            document.RootElement.GetProperty("inputs").EnumerateArray().Select(port => (
                port.GetProperty("name").GetString()!, port.GetProperty("type").GetString()!, port.GetProperty("shape").GetRawText())));
    }

    [Fact]
    public void AModelNeedsNoWeights() =>
        Assert.Contains("10 parameters", Inspect(_tool.WriteText("tiny.json", ModelFiles.Tiny)));

    [Fact]
    public void RandomWeightsSpareTheFile() =>
        Assert.Contains("10 parameters", Inspect(_tool.WriteText("tiny.json", ModelFiles.TinyWithWeights), "--random-weights", "7"));

    [Fact]
    public void TheRunnerUpOfAConvolutionIsNamed()
    {
        var text = Inspect(_tool.WriteText("net.json", """
            { "layers": [ { "type": "Input", "shape": [64, 56, 56] }, { "type": "Conv2D", "filters": 64, "kernel": 3, "autoPad": "Same" } ] }
            """));
        Assert.Matches(@"Winograd F\(4×4,3×3\) +[\d,.]+  \S.* ns ", text);
    }

    [Fact]
    public void ThreadsDivideWhatIsWorthIt()
    {
        var net = _tool.WriteText("net.json", """
            { "layers": [
              { "type": "Input", "shape": [64, 40, 40] },
              { "type": "Conv2D", "filters": 64, "kernel": 3, "autoPad": "Same", "algorithm": "Direct" },
              { "type": "Conv2D", "filters": 64, "kernel": 3, "autoPad": "Same", "algorithm": "Winograd4x4" },
              { "type": "MaxPool2D", "kernel": 20 }, { "type": "GlobalAveragePool" }, { "type": "Flatten" }, { "type": "Dense", "units": 4 }
            ] }
            """);
        using var document = JsonDocument.Parse(Inspect(net, "--json"));
        var layers = document.RootElement.GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal(
            [("conv1", "items"), ("conv2", "steps"), ("maxpool1", "items"), ("globalaveragepool1", "none"), ("flatten1", null), ("dense1", "none")],
            layers.Select(layer => (
                layer.GetProperty("name").GetString(), layer.TryGetProperty("division", out var division) ? division.GetString() : null)));
        Assert.Equal(40 * 2, layers[0].GetProperty("workItems").GetInt32());
        var text = Inspect(net);
        Assert.Matches(@"conv1 .*  80 items  ", text);
        Assert.Matches(@"conv2 .*  3 steps  ", text);
        Assert.Matches(@"globalaveragepool1 .*  one  ", text);
        Assert.Matches(@"µs predicted, \d\d % of it in steps that threads divide\s*$", text);
    }

    [Fact]
    public void NothingIsDividedInASmallModel()
    {
        var text = Inspect(_tool.WriteText("net.json", """
            { "layers": [ { "type": "Input", "shape": [16, 6, 6] }, { "type": "Conv2D", "filters": 16, "kernel": 1 } ] }
            """));
        Assert.Matches(@"conv1 .*  too small  ", text);
        Assert.EndsWith("none of it in steps that threads divide", text.TrimEnd());
    }

    [Fact]
    public void TheTargetDecidesWhatIsPredicted()
    {
        var net = _tool.WriteText("net.json", """
            { "layers": [ { "type": "Input", "shape": [64, 56, 56] }, { "type": "Conv2D", "filters": 64, "kernel": 3, "autoPad": "Same" } ] }
            """);
        Assert.Equal(Inspect(net), Inspect(net, "--target", "generic"));
        Assert.Equal(4, new[] { "generic", "avx512", "avx2", "arm64" }.Select(target => Inspect(net, "--target", target)).Distinct().Count());
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("report", "--output", "net.html")]
    [InlineData("generate", "--output", "net.cs")]
    [InlineData("run", "--output-dir", "out")]
    [InlineData("bench")]
    [InlineData("verify")]
    public void AnUnknownTargetIsAMistakeOfTheCommandLine(string command, params string[] arguments)
    {
        var (exitCode, _, errors) = ToolRun.Run([command, ModelFiles.LeNet5, .. arguments, "--target", "sse"]);
        Assert.Equal(2, exitCode);
        Assert.Contains("--target must be generic, avx512, avx2 or arm64, but is 'sse'", Assert.Single(errors));
    }

    private static string Inspect(params string[] arguments)
    {
        var (exitCode, text, errors) = ToolRun.Run(["inspect", .. arguments]);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return text;
    }
}

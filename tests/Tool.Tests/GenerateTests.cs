namespace ModelCompiler.Tests;

public sealed class GenerateTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    private string OutputOf(string name) => Path.Combine(_tool.Output, name);

    [Fact]
    public void TheFileIsAllThatAProjectNeeds()
    {
        var text = Generate(ModelFiles.LeNet5, "LeNet5.cs", "--namespace", "App.Models", "--class", "Digits");
        Assert.Equal(
            $"{OutputOf("LeNet5.cs")}: class App.Models.Digits, 61,706 parameters, 416,520 MACs{Environment.NewLine}", text);
        Assert.Equal(["LeNet5.cs"], _tool.OutputFiles);
        RequireGolden(UserProject.Run([OutputOf("LeNet5.cs")], "App.Models.Digits", FirstDigit()));
    }

    [Fact]
    public void AProjectTakesSeveralFiles()
    {
        Generate(ModelFiles.LeNet5, "First.cs", "--class", "First");
        Generate(ModelFiles.LeNet5, "Second.cs", "--class", "Second");
        RequireGolden(UserProject.Run([OutputOf("First.cs"), OutputOf("Second.cs")], "Second", FirstDigit()));
    }

    [Fact]
    public void LargeWeightsStandBesideTheFile()
    {
        var text = Generate(ModelFiles.LeNet5, "LeNet5.cs", "--inline-weight-limit", "61705");
        Assert.Contains("must embed", text);
        Assert.Contains(
            "  <EmbeddedResource Include=\"lenet5.safetensors\" LogicalName=\"ModelCompiler/lenet5.safetensors\" Type=\"Non-Resx\" WithCulture=\"false\" />",
            text);
        Assert.Equal(["LeNet5.cs", "lenet5.safetensors"], _tool.OutputFiles.Order(StringComparer.Ordinal));
        var probabilities = UserProject.Run(
            [OutputOf("LeNet5.cs")], "LeNet5", FirstDigit(), ("ModelCompiler/lenet5.safetensors", OutputOf("lenet5.safetensors")));
        RequireGolden(probabilities);
        Generate(ModelFiles.LeNet5, "Inline.cs", "--class", "Inline");
        Assert.Equal(UserProject.Run([OutputOf("Inline.cs")], "Inline", FirstDigit()), probabilities);
    }

    [Fact]
    public void WeightsThatStandThereAreLeftAlone()
    {
        var model = _tool.WriteTiny();
        var weights = _tool.PathOf("tiny.safetensors");
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(weights, old);
        var (exitCode, text, _) = ToolRun.Run("generate", model, "-o", _tool.PathOf("Net.cs"), "--inline-weight-limit", "0");
        Assert.Equal(0, exitCode);
        Assert.Contains("must embed", text);
        Assert.Equal(old, File.GetLastWriteTimeUtc(weights));
    }

    [Fact]
    public void WrittenWeightsAreThoseOfTheModel()
    {
        var weights = _tool.WriteFile("model.safetensors", SafetensorsBytes.File(
            """{"dense1.bias":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},"dense1.weight":{"dtype":"F16","shape":[2,1],"data_offsets":[4,8]}}""",
            SafetensorsBytes.Words(0x3FC0, 0xBF80, 0x3C00, 0xC100)));
        var model = _tool.WriteText("net.json", """
            { "weights": "model.safetensors", "layers": [ { "type": "Input", "shape": [1] }, { "type": "Dense", "units": 2 } ] }
            """);
        Generate(model, "Net.cs", "--inline-weight-limit", "0");
        var (before, after) = (ModelWeights.Load(weights), ModelWeights.Load(OutputOf("model.safetensors")));
        Assert.Equal(before.Tensors.Select(tensor => tensor.ToString()), after.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal([1.5f, -1f], after.GetValues("dense1.bias"));
        Assert.Equal([1f, -2.5f], after.GetValues("dense1.weight"));
    }

    [Fact]
    public void RandomWeightsStandInTheFile()
    {
        Generate(_tool.WriteText("tiny.json", ModelFiles.Tiny), "Tiny.cs", "--random-weights", "5");
        Generate(_tool.WriteText("tiny.json", ModelFiles.Tiny), "Drawn.cs", "--class", "Drawn", "--random-weights", "5", "--inline-weight-limit", "0");
        var input = new[] { 1f, -2f, 3f, 4f };
        var output = UserProject.Run([OutputOf("Tiny.cs")], "Tiny", input);
        Assert.Equal(output, UserProject.Run([OutputOf("Drawn.cs")], "Drawn", input));
        Assert.Contains(output, value => value != 0);
    }

    [Fact]
    public void WithoutWeightsTheFileSaysSo() =>
        Assert.Contains("ModelOptions.Weights", Generate(_tool.WriteText("tiny.json", ModelFiles.Tiny), "Tiny.cs"));

    [Theory]
    [InlineData("", "Model")]
    [InlineData("", "Channel")]
    [InlineData("", "Inline")]
    [InlineData("", "Random")]
    [InlineData("", "class")]
    [InlineData("System.new", "Span")]
    [InlineData("ModelCompiler", "Größe")]
    public void AnyNameCompiles(string space, string name)
    {
        Generate(_tool.WriteTiny(), "Net.cs", "--namespace", space, "--class", name);
        var model = string.Join(".", $"{space}.{name}".Trim('.').Split('.').Select(part => part is "class" or "new" ? "@" + part : part));
        Assert.Equal([10.5f, 0f], UserProject.Run([OutputOf("Net.cs")], "global::" + model, [1f, 1f, 1f, 1f]));
    }

    [Theory]
    [InlineData("--class", "1a", "--class must be a name in C#, but is '1a'")]
    [InlineData("--class", "A.B", "--class must be")]
    [InlineData("--namespace", "A..B", "--namespace must be")]
    [InlineData("--namespace", "A B", "--namespace must be")]
    [InlineData("--class", "Run", "like one of its members")]
    [InlineData("--class", "InputShape", "like one of its members")]
    public void NamesThatAreNone(string option, string value, string message)
    {
        var (exitCode, _, errors) = ToolRun.Run("generate", _tool.WriteTiny(), "-o", OutputOf("a.cs"), option, value);
        Assert.Equal(2, exitCode);
        Assert.StartsWith("modelc : error MC0329: ", Assert.Single(errors));
        Assert.Contains(message, errors[0]);
        Assert.Empty(_tool.OutputFiles);
    }

    [Theory]
    [InlineData("Net.cs")]
    [InlineData("tiny.safetensors")]
    public void AFileInTheWayMeansNoFile(string name)
    {
        Directory.CreateDirectory(OutputOf(name));
        var (exitCode, text, errors) = ToolRun.Run("generate", _tool.WriteTiny(), "-o", OutputOf("Net.cs"), "--inline-weight-limit", "0");
        Assert.Equal(1, exitCode);
        Assert.Equal("", text);
        Assert.StartsWith($"{OutputOf("Net.cs")} : error MC0328: ", Assert.Single(errors));
        Assert.Empty(_tool.OutputFiles);
    }

    [Fact]
    public void GeneratedTextDoesNotDependOnTheOccasion()
    {
        var model = _tool.WriteTiny();
        Generate(model, "Net.cs");
        var first = _tool.ReadOutput("Net.cs");
        Generate(model, "Net.cs");
        Assert.Equal(first, _tool.ReadOutput("Net.cs"));
        Assert.DoesNotContain('\r', first);
        Assert.DoesNotContain(_tool.Output, first);
    }

    private static float[] FirstDigit() => ModelFiles.Golden.GetValues("images")[..784];

    private static void RequireGolden(float[] probabilities) => Assert.All(
        ModelFiles.Golden.GetValues("probabilities")[..10].Zip(probabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

    private string Generate(string model, string output, params string[] arguments)
    {
        var (exitCode, text, errors) = ToolRun.Run(["generate", model, "-o", OutputOf(output), .. arguments]);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return text;
    }
}

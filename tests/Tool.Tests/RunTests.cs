namespace ModelCompiler.Tests;

public sealed class RunTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void LeNet5SeesTheDigitAsPyTorchDoes()
    {
        var images = ModelFiles.Golden.GetValues("images");
        var expected = ModelFiles.Golden.GetValues("probabilities");
        var digit = _tool.WriteArray("digit.npy", [1, 1, 28, 28], images[784..1568]);
        Run(ModelFiles.LeNet5, "--input", $"input={digit}");
        var probabilities = _tool.ReadArray("softmax1.npy");
        Assert.Equal([1, 10], probabilities.Shape);
        Assert.All(expected[10..20].Zip((float[])probabilities.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void WeightsAreReadBesideTheModel()
    {
        var text = Run(_tool.WriteTiny(), "--input", $"input={_tool.WriteArray("x.npy", [1, 4], new[] { 1f, 1f, 1f, 0.5f })}");
        Assert.Equal([8.5f, 0f], (float[])_tool.ReadArray("dense1.npy").Values);
        Assert.Equal($"{Path.Combine(_tool.Output, "dense1.npy")}: dense1 [1, 2]{Environment.NewLine}", text);
    }

    [Fact]
    public void BytesAndSeveralPorts()
    {
        var image = _tool.WriteArray("image.npy", [1, 4, 5, 3], Enumerable.Range(0, 60).Select(i => (byte)i).ToArray());
        var other = _tool.WriteArray("other.npy", [1, 3, 4, 5], Enumerable.Repeat(0.5f, 60).ToArray());
        Run(_tool.WriteText("pair.json", ModelFiles.Pair), "--input", $"other={other}", "--input", $"image={image}");
        // Channel c of pixel p is 3·p + c; outputs have their channels first.
        var expected = Enumerable.Range(0, 60).Select(i => (i % 20 * 3) + (i / 20) + 0.5f);
        Assert.Equal(expected, (float[])_tool.ReadArray("sum.npy").Values);
        // A name out of a model leads nowhere else.
        Assert.Equal(["_.._mean.npy", "sum.npy"], _tool.OutputFiles);
        Assert.Equal([29f, 30f, 31f], (float[])_tool.ReadArray("_.._mean.npy").Values);
    }

    [Fact]
    public void SeedsDecide()
    {
        var model = _tool.WriteText("tiny.json", ModelFiles.Tiny);
        Assert.Equal(Outputs("1", "1"), Outputs("1", "1"));
        Assert.NotEqual(Outputs("1", "1"), Outputs("2", "1"));
        Assert.NotEqual(Outputs("1", "1"), Outputs("1", "3"));

        float[] Outputs(string weights, string inputs)
        {
            Run(model, "--random-weights", weights, "--random", inputs);
            return (float[])_tool.ReadArray("dense1.npy").Values;
        }
    }

    [Fact]
    public void MissingInput()
    {
        var model = _tool.WriteTiny();
        Assert.Equal(
            $"{model} : error MC0334: There are no values for the input 'input' of shape [1, 4]; pass --input input=FILE.npy, or --random SEED",
            Error(model));
    }

    [Fact]
    public void UnknownInput() => Assert.EndsWith(
        "error MC0333: 'Tiny' has no input 'inputs'; did you mean 'input'?",
        Error(_tool.WriteTiny(), "--random", "1", "--input", "inputs=a.npy"));

    [Fact]
    public void AnotherShape()
    {
        var file = _tool.WriteArray("x.npy", [4], new float[4]);
        Assert.Equal(
            $"{file} : error MC0336: The input 'input' takes float32 of shape [1, 4], but the file holds float32 of shape [4]",
            Error(_tool.WriteTiny(), "--input", $"input={file}"));
    }

    [Fact]
    public void AnotherType() => Assert.EndsWith(
        "takes float32 of shape [1, 4], but the file holds uint8 of shape [1, 4]",
        Error(_tool.WriteTiny(), "--input", $"input={_tool.WriteArray("x.npy", [1, 4], new byte[4])}"));

    [Fact]
    public void ABrokenArray() => Assert.Contains(
        " : error MC0335: The file is no .npy file", Error(_tool.WriteTiny(), "--input", $"input={_tool.WriteFile("x.npy", [1])}"));

    [Fact]
    public void AMissingArray() => Assert.Contains(
        " : error MC0335: Could not find file", Error(_tool.WriteTiny(), "--input", $"input={_tool.PathOf("x.npy")}"));

    [Fact]
    public void OutputInTheWay()
    {
        _tool.WriteFile("out", []);
        Assert.StartsWith($"{_tool.Output} : error MC0328: ", Error(_tool.WriteTiny(), "--random", "1"));
    }

    [Fact]
    public void OneOutputInTheWayMeansNoOutput()
    {
        Directory.CreateDirectory(Path.Combine(_tool.Output, "sum.npy"));
        Error(_tool.WriteText("pair.json", ModelFiles.Pair), "--random", "1");
        Assert.Empty(_tool.OutputFiles);
    }

    private string Run(params string[] arguments)
    {
        var (exitCode, text, errors) = ToolRun.Run(["run", "--output-dir", _tool.Output, .. arguments]);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return text;
    }

    private string Error(params string[] arguments)
    {
        var (exitCode, text, errors) = ToolRun.Run(["run", "--output-dir", _tool.Output, .. arguments]);
        Assert.Equal(1, exitCode);
        Assert.Equal("", text);
        return Assert.Single(errors);
    }
}

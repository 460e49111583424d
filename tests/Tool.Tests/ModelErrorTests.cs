namespace ModelCompiler.Tests;

/// <summary>Mistakes in models, the same for all commands that read one: a line each, with its place where there is one.</summary>
public sealed class ModelErrorTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    public static TheoryData<string> Commands => ["inspect", "generate", "run", "bench"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void AShapeMistakeStandsAtItsLine(string command)
    {
        var file = _tool.WriteText("bad.json", """
            {
              "layers": [
                { "type": "Input", "shape": [1, 4, 4] },
                { "type": "Conv2D", "filters": 2, "kernel": 7 }
              ]
            }
            """);
        Assert.StartsWith($"{file}(4,49): error MC0122: Conv2D 'conv1': the kernel covers", Assert.Single(Errors(command, file)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void SyntaxMistake(string command)
    {
        var file = _tool.WriteText("bad.json", "{\n  \"layers\": [,]\n}");
        Assert.StartsWith($"{file}(2,14): error MC0200: ", Assert.Single(Errors(command, file)));
    }

    [Fact]
    public void AllMistakesAreReported()
    {
        var file = _tool.WriteText("bad.json", """
            { "layers": [
              { "type": "Input", "shape": [1, 4, 4], "colour": 1 },
              { "type": "Conv4D" }
            ] }
            """);
        Assert.Equal(["MC0205", "MC0209"], Errors("inspect", file).Select(line => line.Split("error ")[1][..6]));
    }

    [Fact]
    public void MissingModel()
    {
        var file = _tool.PathOf("none.json");
        Assert.StartsWith($"{file} : error MC0349: There is no such model file; ", Assert.Single(Errors("inspect", file)));
    }

    [Theory]
    [InlineData("folder.json")]
    [InlineData("folder.onnx")]
    public void ModelThatCannotBeRead(string name)
    {
        var folder = Directory.CreateDirectory(_tool.PathOf(name)).FullName;
        Assert.StartsWith($"{folder} : error MC0330: The model file cannot be read: ", Assert.Single(Errors("inspect", folder)));
    }

    [Fact]
    public void AnotherKindOfModel()
    {
        var file = _tool.WriteText("model.h5", "");
        Assert.Equal($"{file} : error MC0327: Model files of type '.h5' are not supported; use .onnx or .json", Assert.Single(Errors("inspect", file)));
    }

    [Fact]
    public void MissingWeightsStandWhereTheyAreNamed()
    {
        var file = _tool.WriteText("tiny.json", ModelFiles.TinyWithWeights);
        Assert.StartsWith($"{file}(3,14): error MC0331: There is no weight file 'tiny.safetensors'", Assert.Single(Errors("inspect", file)));
    }

    [Fact]
    public void WeightsThatDoNotFitStandWhereTheyAreNamed()
    {
        var file = _tool.WriteTiny();
        _tool.WriteFile("tiny.safetensors", SafetensorsBytes.OneTensor("F32", "[1]", SafetensorsBytes.Floats(1f)));
        var errors = Errors("inspect", file);
        Assert.Equal(["MC0300", "MC0300"], errors.Where(line => line.Contains(" error ")).Select(line => line.Split("error ")[1][..6]));
        Assert.All(errors, line => Assert.StartsWith($"{file}(3,14): ", line));
        Assert.Contains("(3,14): warning MC0303: ", errors[^1]);
    }

    [Fact]
    public void ABrokenWeightFileIsNamed()
    {
        var file = _tool.WriteTiny();
        var weights = _tool.WriteFile("tiny.safetensors", [1, 2, 3]);
        Assert.StartsWith($"{weights} : error MC0322: ", Assert.Single(Errors("inspect", file)));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("bench")]
    public void WithoutWeightsNothingCanRun(string command)
    {
        var file = _tool.WriteText("tiny.json", ModelFiles.Tiny);
        Assert.StartsWith($"{file}(2,11): error MC0332: 'Tiny' has no weights to compute with", Assert.Single(Errors(command, file)));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("inspect", "a.json", "--random-weights", "x")]
    [InlineData("run", "a.json", "--output-dir", "d", "--random", "9223372036854775808")]
    [InlineData("generate", "a.json")]
    [InlineData("run", "a.json", "--output-dir", "d", "--input", "x")]
    [InlineData("run", "a.json", "--output-dir", "d", "--input", "x=a.npy", "--input", "x=b.npy")]
    [InlineData("bench", "a.json", "--seconds", "0")]
    [InlineData("bench", "a.json", "--seconds", "-1")]
    [InlineData("bench", "a.json", "--seconds", "NaN")]
    [InlineData("unknown")]
    public void AWrongCommandLineIsAnotherExitCode(params string[] arguments)
    {
        var (exitCode, text, errors) = ToolRun.Run(arguments);
        Assert.Equal(2, exitCode);
        Assert.Equal("", text);
        Assert.All(errors, line => Assert.StartsWith("modelc : error MC0329: ", line));
        Assert.NotEmpty(errors);
    }

    private string[] Errors(string command, string file)
    {
        string[] options = command switch
        {
            "generate" => ["-o", Path.Combine(_tool.Output, "a.cs")],
            "run" => ["--random", "1", "--output-dir", _tool.Output],
            _ => [],
        };
        var (exitCode, text, errors) = ToolRun.Run([command, file, .. options]);
        Assert.Equal(1, exitCode);
        Assert.Equal("", text);
        Assert.Empty(_tool.OutputFiles);
        return errors;
    }
}

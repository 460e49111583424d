using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Tests;

public sealed class ConvertTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    private string OutputOf(string name) => Path.Combine(_tool.Output, name);

    [Fact]
    public void AModelBecomesONNX()
    {
        Assert.Equal(
            $"{OutputOf("net.onnx")}: LeNet5, 10 layers, opset 17{Environment.NewLine}", Convert(ModelFiles.LeNet5, OutputOf("net.onnx")));
        var model = Read("net.onnx");
        Assert.Equal(61_706, model.Graph.Initializers.Sum(tensor => tensor.Count));
        Assert.Equal(
            ModelWeights.Load(Path.ChangeExtension(ModelFiles.LeNet5, ".safetensors")).GetValues("conv2.weight"),
            model.Graph.Initializers.Single(tensor => tensor.Name == "conv2.weight").ToFloats());
        Assert.Equal(["net.onnx"], _tool.OutputFiles);
    }

    [Fact]
    public void AModelBecomesJSONWithItsWeightsBesideIt()
    {
        var text = Convert(_tool.WriteTiny(), OutputOf("other.json"));
        Assert.Equal(
            [$"{OutputOf("other.json")}: Tiny, 2 layers", $"{OutputOf("other.safetensors")}: its weights, 10 parameters"],
            text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            """
            {
              "name": "Tiny",
              "weights": "other.safetensors",
              "layers": [
                { "type": "Input", "shape": [4] },
                { "type": "Dense", "units": 2, "activation": "ReLU" }
              ]
            }

            """,
            _tool.ReadOutput("other.json"), ignoreLineEndingDifferences: true);
        Assert.Equal([0.5f, 0], ModelWeights.Load(OutputOf("other.safetensors")).GetValues("dense1.bias"));
    }

    [Fact]
    public void RandomWeightsAreWritten()
    {
        var model = _tool.WriteText("tiny.json", ModelFiles.Tiny);
        Convert(model, OutputOf("a.json"), "--random-weights", "7");
        Convert(model, OutputOf("a.onnx"), "--random-weights", "7");
        var weights = ModelWeights.Load(OutputOf("a.safetensors")).GetValues("dense1.weight");
        Assert.Contains(weights, value => value != 0);
        Assert.Equal(weights, Read("a.onnx").Graph.Initializers.Single(tensor => tensor.Name == "dense1.weight").ToFloats());
        // The same that every command draws.
        Assert.Equal(Output(model, "--random-weights", "7"), Output(OutputOf("a.json")));
    }

    [Fact]
    public void ADefinitionWithoutWeightsStaysWithout()
    {
        Convert(_tool.WriteText("tiny.json", ModelFiles.Tiny), OutputOf("a.json"));
        Assert.Equal(["a.json"], _tool.OutputFiles);
        Assert.DoesNotContain("weights", _tool.ReadOutput("a.json"));
    }

    [Fact]
    public void ONNXNeedsWeights()
    {
        var model = _tool.WriteText("tiny.json", ModelFiles.Tiny);
        Assert.Equal(
            $"{model} : error MC0332: 'Tiny' has no weights to compute with; name a weight file in the model, or pass --random-weights SEED",
            Error(1, model, OutputOf("a.onnx")));
    }

    [Fact]
    public void WeightsMustFit()
    {
        _tool.WriteTiny();
        var model = _tool.WriteText("wide.json", ModelFiles.TinyWithWeights.Replace("[4]", "[5]"));
        Assert.StartsWith($"{model}(3,14): error MC0301: ", Error(1, model, OutputOf("a.onnx")));
        Assert.StartsWith($"{model}(3,14): error MC0301: ", Error(1, model, OutputOf("a.json")));
    }

    [Fact]
    public void AModelWithMistakes()
    {
        var model = _tool.WriteText("bad.json", """{ "layers": [ { "type": "Input", "shape": [4] }, { "type": "Conv2D", "filters": 1, "kernel": 1 } ] }""");
        Assert.Contains("error MC01", Error(1, model, OutputOf("a.json")));
    }

    [Fact]
    public void OtherKindsOfFiles() => Assert.Equal(
        "modelc : error MC0329: convert writes .onnx and .json, but not '.h5'", Error(2, _tool.WriteTiny(), OutputOf("a.h5")));

    [Theory]
    [InlineData("a.json")]
    [InlineData("a.safetensors")]
    public void AFileInTheWayMeansNoFile(string name)
    {
        Directory.CreateDirectory(OutputOf(name));
        Assert.StartsWith($"{OutputOf("a.json")} : error MC0328: ", Error(1, _tool.WriteTiny(), OutputOf("a.json")));
    }

    private OnnxModel Read(string name)
    {
        var diagnostics = new DiagnosticBag();
        var model = OnnxReader.Read(File.ReadAllBytes(OutputOf(name)), NoExternalData.Instance, diagnostics);
        Assert.Empty(diagnostics.Diagnostics);
        return model!;
    }

    private float[] Output(string model, params string[] options)
    {
        var (exitCode, _, errors) = ToolRun.Run(["run", model, "--random", "3", "--output-dir", _tool.PathOf("results"), .. options]);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return (float[])ModelCompiler.Tool.Npy.NpyFile.Read(_tool.PathOf("results/dense1.npy")).Values;
    }

    private static string Convert(params string[] arguments)
    {
        var (exitCode, text, errors) = ToolRun.Run(["convert", .. arguments]);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return text;
    }

    private string Error(int expectedCode, params string[] arguments)
    {
        var (exitCode, text, errors) = ToolRun.Run(["convert", .. arguments]);
        Assert.Equal((expectedCode, ""), (exitCode, text));
        Assert.Empty(_tool.OutputFiles);
        return Assert.Single(errors);
    }
}

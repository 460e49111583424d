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
        Assert.Contains("\"weights\": \"other.safetensors\"", _tool.ReadOutput("other.json"));
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
        Assert.Equal(Output(model, "dense1", "--random-weights", "7"), Output(OutputOf("a.json"), "dense1"));
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

    /// <summary>What a model computes stays the same through ONNX and back, up to the order of sums.</summary>
    [Fact]
    public void ONNXAndBack()
    {
        var model = _tool.WriteText("net.json", """
            {
              "name": "net",
              "layers": [
                { "type": "Input", "name": "image", "shape": [3, 9, 8], "layout": "ChannelsLast", "element": "UInt8", "mean": 100, "scale": [0.01, 0.02, 0.03] },
                { "type": "Conv2D", "filters": 8, "kernel": 3, "strides": 2, "autoPad": "Same", "activation": "ReLU6" },
                { "type": "BatchNormalization", "activation": "HardSwish" },
                { "type": "SeparableConv2D", "name": "a", "filters": 8, "kernel": 3, "pads": 1, "activation": "SiLU" },
                { "type": "MaxPool2D", "name": "b", "kernel": 3, "strides": 1, "pads": 1, "from": "bn1" },
                { "type": "Concat", "from": ["a", "b"] },
                { "type": "AveragePool2D", "kernel": 2, "ceilMode": true, "pads": 1 },
                { "type": "ZeroPad2D", "pads": [0, 1, 2, 3] },
                { "type": "ELU" },
                { "type": "Multiply", "from": ["elu1", "elu1"], "activation": "LeakyReLU" },
                { "type": "Flatten" },
                { "type": "Dense", "units": 5, "activation": "HardSigmoid" },
                { "type": "Softmax", "name": "y" }
              ]
            }
            """);
        Convert(model, OutputOf("net.onnx"), "--random-weights", "5");
        Convert(OutputOf("net.onnx"), OutputOf("back.json"));
        var expected = Output(model, "y", "--random-weights", "5");
        Assert.Contains(expected, value => value is > 0.001f and < 0.999f);
        foreach (var other in new[] { "net.onnx", "back.json" })
            Assert.All(expected.Zip(Output(OutputOf(other), "y")), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    private OnnxModel Read(string name)
    {
        var diagnostics = new DiagnosticBag();
        var model = OnnxReader.Read(File.ReadAllBytes(OutputOf(name)), NoExternalData.Instance, diagnostics);
        Assert.Empty(diagnostics.Diagnostics);
        return model!;
    }

    private float[] Output(string model, string output, params string[] options)
    {
        var (exitCode, _, errors) = ToolRun.Run(["run", model, "--random", "3", "--output-dir", _tool.PathOf("results"), .. options]);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return (float[])ModelCompiler.Tool.Npy.NpyFile.Read(_tool.PathOf($"results/{output}.npy")).Values;
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

using Google.Protobuf;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary><c>modelc import</c> of ONNX models, and the commands that take them as they are.</summary>
public sealed class OnnxImportTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AModelBecomesADefinitionAndItsWeights()
    {
        var file = WriteAdd("net.onnx");
        _tool.Import(file);

        var (path, model) = ReadModel();
        Assert.EndsWith(".onnx.json", path);
        Assert.Equal(file, model.Source);
        Assert.Equal(new WeightsReference.FromFile(file), model.Definition!.Weights);
        var weights = WeightManifestReader.Read(File.ReadAllText(_tool.ReadOutput("import.manifests").Trim())).Weights!;
        Assert.Equal(file, weights.Source);
        Assert.Equal([1f, 2f], weights.Find("w")!.Values!);
        Assert.Equal("", _tool.ReadOutput("import.resources") + _tool.ReadOutput("import.blobs") + _tool.ReadOutput("import.inputs"));
    }

    [Fact]
    public void LargeWeightsBecomeAFileToEmbed()
    {
        var file = WriteAdd("net.onnx");
        _tool.Import(file, "--inline-weight-limit", "1", "--resource-prefix", "P/");

        var blob = _tool.ReadOutput("import.blobs").Trim();
        Assert.Equal([1f, 2f], ModelWeights.Load(blob).GetValues("w"));
        var weights = WeightManifestReader.Read(File.ReadAllText(_tool.ReadOutput("import.manifests").Trim())).Weights!;
        Assert.Equal("P/" + Path.GetFileName(blob), weights.Resource);
        Assert.EndsWith(".onnx.weights", blob);
    }

    [Fact]
    public void ModelsAndWeightsAreImportedTogetherOrNotAtAll()
    {
        var model = WriteAdd("net.onnx");
        var weights = _tool.WriteFile("net.safetensors", SafetensorsBytes.Valid());
        var bad = _tool.WriteFile("bad.onnx", [1, 2, 3]);
        Assert.StartsWith($"{bad} : error MC0404: ", Assert.Single(_tool.ImportErrors(model, weights, bad)));
        Assert.Empty(_tool.OutputFiles);

        _tool.Import(model, weights);
        Assert.Equal(2, _tool.ReadOutput("import.manifests").Trim().Split('\n').Length);
    }

    [Fact]
    public void AModelWithoutWeightsHasNoManifest()
    {
        _tool.Import(Write("net.onnx", Onnx.Graph(Onnx.Node("Relu", "y", "x"))));
        Assert.Equal("", _tool.ReadOutput("import.manifests"));
        Assert.Equal(WeightsReference.None, ReadModel().Model.Definition!.Weights);
    }

    [Fact]
    public void FilesBesideTheModelAreInputsOfTheImport()
    {
        var data = _tool.WriteFile("net.data", new byte[8]);
        _tool.Import(Write("net.onnx", Onnx.Graph(Onnx.Node("Add", "y", "x", "w")).WithInitializers(
            Onnx.Tensor("w", Onnx.Float, 2).External(("location", "net.data")))));
        Assert.Equal(data + "\n", _tool.ReadOutput("import.inputs"));
    }

    [Fact]
    public void BindingsAreOfOneFileOrOfAll()
    {
        var first = Write("a.onnx", Sum());
        var second = Write("b.onnx", Sum());
        _tool.Import(
            first, second, "--dimensions", $"{first}:width=6;n=2", "--dimensions", $"{second}:width=7", "--bind", "axes=1");

        var shapes = _tool.ReadOutput("import.models").Trim().Split('\n')
            .Select(path => JsonModelReader.Read(File.ReadAllText(path), "m").Definition!.Layers[0].Properties[0].Value)
            .Select(value => Assert.IsType<PropertyValue.Integers>(value).Values);
        Assert.Equal([[2, 6], [1, 7]], shapes.Select(shape => shape.ToArray()));
    }

    [Theory]
    [InlineData("width", "a dimension must be given as NAME=NUMBER, but is 'width'")]
    [InlineData("width=-1", "a dimension must be given as NAME=NUMBER, but is 'width=-1'")]
    [InlineData("width=1;width=2", "the dimension 'width' is given twice")]
    public void DimensionsThatMakeNoSenseAreAMistakeOfTheCommandLine(string dimensions, string mistake)
    {
        var (exitCode, _, errors) = ToolRun.Run("inspect", Write("net.onnx", Sum()), "--dimensions", dimensions);
        Assert.Equal(2, exitCode);
        Assert.Equal($"modelc : error MC0329: {mistake}", Assert.Single(errors).Trim());
    }

    [Theory]
    [InlineData("axes=x", "'x' is no int64")]
    [InlineData("axes=1.5", "'1.5' is no int64")]
    [InlineData("axes=9223372036854775808", "'9223372036854775808' is no int64")]
    [InlineData("axes=1,2", "2 numbers do not fit int64[1]")]
    [InlineData("axis=1", "the model has no such input; did you mean 'axes'?")]
    public void ValuesThatDoNotFitAreAMistake(string binding, string mistake)
    {
        var file = Write("net.onnx", Sum());
        var (exitCode, _, errors) = ToolRun.Run("inspect", file, "--dimensions", "width=2", "--bind", binding);
        Assert.Equal(1, exitCode);
        Assert.Equal($"{file} : error MC0455: The input '{binding.Split('=')[0]}' cannot be bound: {mistake}", Assert.Single(errors).Trim());
    }

    [Fact]
    public void DefinitionsHaveNothingToBind()
    {
        var (exitCode, _, errors) = ToolRun.Run("inspect", _tool.WriteTiny(), "--dimensions", "n=2");
        Assert.Equal(2, exitCode);
        Assert.Contains("dimensions and inputs can be bound in .onnx models only", Assert.Single(errors));
    }

    [Fact]
    public void RunComputesAnOnnxModel()
    {
        var input = _tool.WriteArray("x.npy", [2], new[] { 0.5f, -1 });
        var (exitCode, _, errors) = ToolRun.Run("run", WriteAdd("net.onnx"), "--input", $"x={input}", "--output-dir", _tool.Output);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        Assert.Equal([1.5f, 1], Assert.IsType<float[]>(_tool.ReadArray("y.npy").Values));
    }

    private string WriteAdd(string name) =>
        Write(name, Onnx.Graph(Onnx.Node("Add", "y", "x", "w")).WithInitializers(Onnx.Floats("w", 1, 2)));

    /// <summary>The sum of x [n, width] over the axes that an input gives.</summary>
    private static GraphProto Sum() => Onnx.Graph(Onnx.Node("ReduceSum", "y", "x", "axes"))
        .WithInputs(Onnx.Symbolic("x", "n", "width"), Onnx.Value("axes", Onnx.Int64, 1));

    private string Write(string name, GraphProto graph) => _tool.WriteFile(name, Onnx.Model(graph).ToByteArray());

    private (string Path, JsonModelResult Model) ReadModel()
    {
        var path = Assert.Single(_tool.ReadOutput("import.models").Trim().Split('\n'));
        return (path, JsonModelReader.Read(File.ReadAllText(path), "m"));
    }
}

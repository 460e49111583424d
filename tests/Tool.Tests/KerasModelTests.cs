using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Tool.Npy;

namespace ModelCompiler.Tests;

/// <summary><c>modelc import</c> of Keras files, and the commands that take them as they are.</summary>
public sealed class KerasModelTests : IDisposable
{
    /// <summary>y = ReLU(x·[1 −1; 2 0; 3 0; 4 1] + [0.5 0]).</summary>
    private const string Dense = """
        { "module": "keras", "class_name": "Sequential", "config": { "name": "tiny", "layers": [
          { "class_name": "InputLayer", "config": { "batch_shape": [null, 4], "dtype": "float32", "name": "input_layer" } },
          { "class_name": "Dense", "config": { "name": "dense", "units": 2, "activation": "relu" } } ] } }
        """;

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AModelBecomesADefinitionAndItsWeights()
    {
        var file = WriteDense();
        _tool.Import(file);

        var path = _tool.ReadOutput("import.models").Trim();
        var model = JsonModelReader.Read(File.ReadAllText(path), "none");
        Assert.EndsWith(".keras.json", path);
        Assert.Equal(file, model.Source);
        Assert.Equal(new WeightsReference.FromFile(file), model.Definition!.Weights);
        var weights = WeightManifestReader.Read(File.ReadAllText(_tool.ReadOutput("import.manifests").Trim())).Weights!;
        Assert.Equal([1, 2, 3, 4, -1, 0, 0, 1], weights.Find("dense.weight")!.Values!);
        // The build imports again when the weights beside the model change.
        Assert.Equal(_tool.PathOf("net.safetensors"), _tool.ReadOutput("import.inputs").Trim());
    }

    [Fact]
    public void AModelRuns()
    {
        var input = _tool.WriteArray("x.npy", [1, 4], new float[] { 1, 1, 1, 3 });
        var (exitCode, _, errors) = ToolRun.Run(
            "run", WriteDense(), "--input", $"input_layer={input}", "--output-dir", _tool.Output);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        Assert.Equal(new float[] { 18.5f, 2 }, NpyFile.Read(Path.Combine(_tool.Output, "dense.npy")).Values);
    }

    [Fact]
    public void AModelIsConverted()
    {
        var (exitCode, text, errors) = ToolRun.Run("convert", WriteDense(), _tool.PathOf("net.onnx"));
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("net.onnx: net, 2 layers", text);
    }

    [Fact]
    public void MistakesStandAtTheirLines()
    {
        var file = _tool.WriteText("net.json", Dense.Replace("relu", "rely", StringComparison.Ordinal));
        const string expected = "): error MC0505: The layer 'dense' (Dense) has at config.layers[1].config.activation the value 'rely'; supported is ";
        foreach (var error in new[] { Assert.Single(_tool.ImportErrors(file)), Assert.Single(ToolRun.Run("inspect", file).Errors) })
        {
            Assert.StartsWith($"{file}(3,", error);
            Assert.Contains(expected, error);
        }
    }

    [Fact]
    public void ShardsAreReadFromTheFolderOfTheModel()
    {
        var topology = Dense.TrimEnd();
        const string weights = """
            { "name": "dense/kernel", "shape": [4, 2], "dtype": "float32" }, { "name": "dense/bias", "shape": [2], "dtype": "float32" }
            """;
        var file = _tool.WriteText(
            "web/model.json", $$"""{ "modelTopology": {{topology}}, "weightsManifest": [{ "paths": ["a/1.bin", "2.bin"], "weights": [{{weights}}] }] }""");
        _tool.WriteFile("web/a/1.bin", SafetensorsBytes.Floats(1, -1, 2));
        Assert.Contains("MC0516: The shard '2.bin' at weightsManifest[0].paths[1] cannot be read: there is no file", Assert.Single(_tool.ImportErrors(file)));

        _tool.WriteFile("web/2.bin", SafetensorsBytes.Floats(0, 3, 0, 4, 1, 0.5f, 0));
        _tool.Import(file);
        Assert.Equal(2, _tool.ReadOutput("import.inputs").Trim().Split('\n').Length);
    }

    private string WriteDense()
    {
        _tool.WriteFile("net.safetensors", SafetensorsBytes.File(
            """{"dense/kernel":{"dtype":"F32","shape":[4,2],"data_offsets":[0,32]},"dense/bias":{"dtype":"F32","shape":[2],"data_offsets":[32,40]}}""",
            SafetensorsBytes.Floats(1, -1, 2, 0, 3, 0, 4, 1, 0.5f, 0)));
        return _tool.WriteText("net.json", Dense);
    }
}

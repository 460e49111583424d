using System.Buffers.Binary;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>TensorFlow.js layers models: weights in shards, quantised or not.</summary>
public class TensorFlowJsTests
{
    private const string Quantized = """
        { "name": "d/kernel", "shape": [3, 2], "dtype": "float32", "quantization": { "dtype": "TYPE", "scale": 0.5, "min": -1.0, "original_dtype": "float32" } },
        { "name": "d/bias", "shape": [2], "dtype": "float32" }
        """;

    /// <summary>A dense layer of three features and two units, as tensorflowjs_converter writes it.</summary>
    private static string Model(string weights, string paths) => $$"""
        { "format": "layers-model", "generatedBy": "keras v2.15.0", "convertedBy": "TensorFlow.js Converter v4.22.0",
          "modelTopology": { "keras_version": "2.15.0", "backend": "tensorflow", "model_config": { "class_name": "Sequential", "config": {
            "name": "sequential", "layers": [
              { "class_name": "InputLayer", "config": { "batch_input_shape": [null, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "input_1" } },
              { "class_name": "Dense", "config": { "name": "d", "trainable": true, "dtype": "float32", "units": 2, "activation": "linear", "use_bias": true,
                "kernel_initializer": { "class_name": "GlorotUniform", "config": { "seed": null } }, "bias_regularizer": null } } ] } },
            "training_config": { "loss": "mse" } },
          "weightsManifest": [ { "paths": [{{paths}}], "weights": [
            {{weights}}
          ] } ] }
        """;

    [Fact]
    public void AWeightMayLieInTwoShards()
    {
        var bytes = Floats(1, 2, 3, 4, 5, 6, 10, 20);
        var model = KerasRun.Import(
            Model("""{ "name": "d/kernel", "shape": [3, 2], "dtype": "float32" }, { "name": "d/bias", "shape": [2], "dtype": "float32" }""",
                "\"group1-shard1of2.bin\", \"group1-shard2of2.bin\""),
            files: new MemoryFiles(("group1-shard1of2.bin", bytes[..10]), ("group1-shard2of2.bin", bytes[10..])));
        Assert.Equal([1, 3, 5, 2, 4, 6], KerasRun.WeightsOf(model)!.Find("d.weight")!.Values!);
        Assert.Equal([11 + 3 + 5, 22 + 4 + 6], KerasRun.Run(model, [1, 1, 1])[0]);
    }

    [Theory]
    [InlineData("uint8")]
    [InlineData("uint16")]
    public void IntegersBecomeNumbersByScaleAndMinimum(string type)
    {
        byte[] kernel = type == "uint8" ? [0, 1, 2, 3, 4, 255] : [0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 0xff, 0xff];
        var model = KerasRun.Import(
            Model(Quantized.Replace("TYPE", type), "\"a.bin\""), files: new MemoryFiles(("a.bin", [.. kernel, .. Floats(7, 8)])));
        var weights = KerasRun.WeightsOf(model)!;
        Assert.Equal([-1, 0, 1, -0.5f, 0.5f, type == "uint8" ? 126.5f : 32766.5f], weights.Find("d.weight")!.Values!);
        Assert.Equal([7, 8], weights.Find("d.bias")!.Values!);
    }

    [Fact]
    public void HalvesStayHalves()
    {
        var halves = new byte[12];
        for (var i = 0; i < 6; i++)
            BinaryPrimitives.WriteHalfLittleEndian(halves.AsSpan(2 * i), (Half)(i / 4f));
        var model = KerasRun.Import(
            Model(Quantized.Replace("TYPE", "float16"), "\"a.bin\""), files: new MemoryFiles(("a.bin", [.. halves, .. Floats(7, 8)])));
        var weight = KerasRun.WeightsOf(model)!.Find("d.weight")!;
        Assert.Equal(StoredFormat.F16, weight.Format);
        Assert.Equal([0, 0.5f, 1, 0.25f, 0.75f, 1.25f], weight.Values!);
    }

    [Fact]
    public void WeightsThatNoLayerAsksForMayBeOfAnyType()
    {
        const string weights = """
            { "name": "count", "shape": [], "dtype": "int32" }, { "name": "flags", "shape": [3], "dtype": "bool" },
            { "name": "d/kernel", "shape": [3, 2], "dtype": "float32" }, { "name": "d/bias", "shape": [2], "dtype": "float32" }
            """;
        var model = KerasRun.Import(
            Model(weights, "\"a.bin\""), files: new MemoryFiles(("a.bin", [.. new byte[7], .. Floats(1, 2, 3, 4, 5, 6, 7, 8)])));
        Assert.Equal([7, 8], KerasRun.WeightsOf(model)!.Find("d.bias")!.Values!);
    }

    [Theory]
    [InlineData("\"a.bin\"", 5, "MC0517: The shards at weightsManifest[0].paths have 20 bytes together, but the weights in them have 14; copy the files again")]
    [InlineData("\"../a.bin\"", 2, "MC0516: The shard '../a.bin' at weightsManifest[0].paths[0] cannot be read: the path leads out of a folder")]
    [InlineData("\"nul.bin\"", 2, "MC0516: The shard 'nul.bin' at weightsManifest[0].paths[0] cannot be read: a part of the path is the name of a device")]
    [InlineData("\"b.bin\"", 2, "MC0516: The shard 'b.bin' at weightsManifest[0].paths[0] cannot be read: there is no file 'b.bin' in the folder of the model")]
    [InlineData("7", 2, "MC0502: weightsManifest[0].paths[0] must be a file name, but is the number 7")]
    public void ShardsAreChecked(string paths, int floats, string expected)
    {
        // Longer files are not read at all: the shard is short, and two of them are too long together.
        var isSum = floats == 5;
        var files = new MemoryFiles(("a.bin", new byte[isSum ? 10 : 14]));
        Assert.EndsWith(expected, KerasRun.MistakeIn(Model(Quantized.Replace("TYPE", "uint8"), isSum ? "\"a.bin\", \"a.bin\"" : paths), files: files));
    }

    [Theory]
    [InlineData("\"dtype\": \"float32\" }", "\"dtype\": \"string\" }", "MC0515: The weight 'd/bias' at weightsManifest[0].weights[1] is of type 'string'; supported is float32")]
    [InlineData("\"uint8\"", "\"int4\"", "MC0515: The weight 'd/kernel' at weightsManifest[0].weights[0] is of type 'int4'")]
    [InlineData("\"scale\": 0.5, ", "", "MC0501: weightsManifest[0].weights[0].quantization has no member 'scale'; expected a number")]
    [InlineData("[3, 2]", "[3, -2]", "MC0502: weightsManifest[0].weights[0].shape[1] must be a dimension, but is the number -2")]
    [InlineData("[3, 2]", "[2, 3]", "MC0513: The layer 'd' (Dense) needs its weight 'kernel' of shape [3, 2], but 'd/kernel' has the shape [2, 3]")]
    [InlineData("\"d/bias\"", "\"d/bais\"", "MC0512: The layer 'd' (Dense) needs its weight 'bias' of shape [2], but the weights have no 'd/bias'; did you mean 'd/bais'?")]
    [InlineData("0.5", "1e39", "MC0518: The weight 'd/kernel' has the value ")]
    [InlineData("[3, 2]", "[536870912, 536870912]", "MC0515: The weight 'd/kernel' at weightsManifest[0].weights[0] is of ")]
    [InlineData("[2]", "[536870912]", "MC0521: The weights at weightsManifest[0] have 2147483654 bytes, but a group of shards has at most ")]
    public void WeightsAreChecked(string written, string instead, string expected)
    {
        var text = Model(Quantized.Replace("TYPE", "uint8").Replace(written, instead), "\"a.bin\"");
        var found = KerasRun.MistakeIn(text, files: new MemoryFiles(("a.bin", [1, 2, 3, 4, 5, 6, .. Floats(1, 2)])));
        Assert.Contains(": " + expected, found);
    }

    [Fact]
    public void GraphModelsAreRefused() => Assert.StartsWith(
        "1: MC0503: ", KerasRun.MistakeIn("""{ "format": "graph-model", "modelTopology": { "node": [] }, "weightsManifest": [] }"""));

    private static byte[] Floats(params float[] values)
    {
        var bytes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}

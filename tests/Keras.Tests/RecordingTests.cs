using System.Text.Json;
using ModelCompiler.Compiler.Keras;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>Every layer against numbers that PyTorch computed in double precision: tools/record_keras.py has each layer's definition.</summary>
public class RecordingTests
{
    private const double Tolerance = 2e-5;

    private static readonly Dictionary<string, JsonElement> Recordings =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests/Keras.Tests/Recordings/layers.json")))
            .RootElement.EnumerateArray().ToDictionary(recording => recording.GetProperty("name").GetString()!);

    // One compilation for all: most of the time of one is what Roslyn does once.
    private static readonly Lazy<Dictionary<string, CompiledModel>> Compiled = new(() =>
    {
        var models = Recordings.Keys.Select(name => Import(Recordings[name])).ToList();
        var compiled = ModelAssembly.Compile([.. models.Select(model => model.Definition)], i => KerasRun.WeightsOf(models[i]));
        return Recordings.Keys.Zip(compiled).ToDictionary(pair => pair.First, pair => pair.Second);
    });

    public static TheoryData<string> Names => [.. Recordings.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ALayerComputesWhatWasRecorded(string name)
    {
        var recording = Recordings[name];
        var model = Compiled.Value[name];
        var outputs = model.Run(model.Create(), [.. recording.GetProperty("inputs").EnumerateArray().Select(Floats)]);
        var expected = recording.GetProperty("outputs").EnumerateArray().ToList();
        Assert.Equal(expected.Count, outputs.Length);
        foreach (var (output, index) in outputs.Select((output, index) => (output, index)))
        {
            Assert.Equal(
                expected[index].GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()),
                model.Plan.Outputs[index].Type.Shape.Dimensions);
            var values = Floats(expected[index].GetProperty("values"));
            Assert.Equal(values.Length, output.Length);
            for (var i = 0; i < values.Length; i++)
                if (!(Math.Abs(values[i] - output[i]) <= Tolerance * Math.Max(1, Math.Abs(values[i]))))
                    Assert.Fail($"output {index}, element {i}: expected {values[i]}, but found {output[i]}");
        }
    }

    [Fact]
    public void EverySupportedLayerWasRecorded()
    {
        var recorded = Recordings.Values.SelectMany(recording => ClassesIn(recording.GetProperty("model"))).ToHashSet();
        // Other names of recorded layers, and layers that do the same as one of those: nothing.
        Assert.Equal(
            [
                "ActivityRegularization", "AlphaDropout", "AugMix", "BatchNormalizationV1", "BatchNormalizationV2", "Convolution1D",
                "Convolution2D", "CutMix", "Deconvolution2D", "GaussianDropout", "Identity", "MixUp", "RandomBrightness",
                "RandomColorJitter", "RandomContrast", "RandomErasing", "RandomHue", "RandomRotation", "RandomSaturation", "RandomShear",
                "RandomTranslation", "RandomZoom", "SeparableConvolution2D", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D",
            ],
            Compiler.Keras.Mapping.LayerMappings.All.Keys.Except(recorded).Order(StringComparer.Ordinal));
    }

    private static KerasImport Import(JsonElement recording) => KerasRun.Import(
        recording.GetProperty("model").GetRawText(),
        [.. recording.GetProperty("weights").EnumerateObject().Select(weight => KerasRun.Tensor(
            weight.Name, [.. weight.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())],
            Floats(weight.Value.GetProperty("values"))))]);

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];

    private static IEnumerable<string> ClassesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member is { Name: "class_name", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : ClassesIn(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(ClassesIn),
        _ => [],
    };
}

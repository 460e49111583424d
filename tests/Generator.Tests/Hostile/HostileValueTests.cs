using System.Globalization;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests.Hostile;

/// <summary>Numbers and weights that nobody would write: each model is compiled or has mistakes, if its file is not refused before that, and whatever is generated compiles.</summary>
public class HostileValueTests
{
    private const int Count = 80;

    private static readonly long[] Numbers =
    [
        0, 1, 2, 3, -1, 7, 16, 255, 1024, 46_340, 46_341, 65_535, 65_536, 1 << 20, 1 << 30, int.MaxValue - 1, int.MaxValue, int.MinValue,
    ];

    // What attributes cannot hold.
    private static readonly long[] LongNumbers = [.. Numbers, 1L << 31, 1L << 32, long.MaxValue, long.MinValue];

    private static readonly string[] Elements =
        ["AACAPw==", "AADAfw==", "AACAfw==", "AACA/w==", "//9/fw==", "AQAAAA==", "AAA=", "", "AAAA", "?", "AACAPwAAgD8="];

    [Fact]
    public Task ShapesInAttributes() => EndInDiagnosticsOrCode((project, random) => project.AddAttributes(Network(random, Numbers)));

    [Fact]
    public Task ShapesInJson() => EndInDiagnosticsOrCode((project, random) => project.AddJson(Network(random, LongNumbers)));

    [Fact]
    public Task ShapesInOnnx() => EndInDiagnosticsOrCode((project, random) => project.AddOnnx(OnnxNetwork(random)));

    /// <summary>
    /// Manifests of a dense layer of one feature and one unit: numbers that are none, too few bytes and too many, other shapes and types,
    /// tensors that are missing or there twice, and texts that break off.
    /// </summary>
    [Fact]
    public Task Weights() => EndInDiagnosticsOrCode((project, random) =>
    {
        var file = project.AddWeights(name => Manifest(name, random));
        project.AddAttributes(new ModelDefinition
        {
            Name = "weights",
            Layers = [Layer("Input", ("shape", [1])), Layer("Dense", ("units", [1]))],
            Weights = new WeightsReference.FromFile(file),
        });
    });

    private static async Task EndInDiagnosticsOrCode(Action<HostileProject, Random> add)
    {
        var project = new HostileProject();
        for (var seed = 0; seed < Count; seed++)
            add(project, new Random(seed));
        var models = await project.Build();
        // Otherwise the numbers are all of one kind, and this test says nothing of the other.
        Assert.InRange(models.Count(model => model.IsCompiled), 1, Count - 1);
    }

    /// <summary>Some layers behind each other, of which most numbers are sensible.</summary>
    private static ModelDefinition Network(Random random, long[] numbers)
    {
        long Number(long usual) => random.Next(4) == 0 ? numbers[random.Next(numbers.Length)] : usual;
        var layers = new List<LayerDefinition> { Layer("Input", ("shape", [.. Enumerable.Range(0, random.Next(4) == 0 ? random.Next(6) : 3).Select(_ => Number(8))])) };
        for (var i = random.Next(3); i >= 0; i--)
            layers.Add(random.Next(9) switch
            {
                0 => Layer("Conv2D", ("filters", [Number(4)]), ("kernel", [Number(3)]), ("strides", [Number(1), Number(2)]), ("group", [Number(1)])),
                1 => Layer("Conv2D", ("filters", [Number(4)]), ("kernel", [Number(3)]), ("pads", [Number(1), Number(0), Number(1), Number(2)]), ("dilations", [Number(1)])),
                2 => Layer("DepthwiseConv2D", ("kernel", [Number(3)]), ("multiplier", [Number(2)]), ("pads", [Number(1)])),
                3 => Layer("MaxPool2D", ("kernel", [Number(2)]), ("strides", [Number(1)]), ("pads", [Number(0)])),
                4 => Layer("AveragePool2D", ("kernel", [Number(2)]), ("strides", [Number(2)])),
                5 => Layer("Dense", ("units", [Number(10)])),
                6 => Layer("Reshape", ("shape", [Number(-1), Number(4)])),
                7 => Layer("ZeroPad2D", ("pads", [Number(1), Number(2), Number(1), Number(0)])),
                _ => Layer("LocalResponseNormalization", ("size", [Number(5)])),
            });
        return new ModelDefinition { Name = "shapes", Layers = layers.ToEquatableArray(), Weights = new WeightsReference.FromSeed(1) };
    }

    private static LayerDefinition Layer(string kind, params IEnumerable<(string Name, long[] Values)> properties) =>
        new(kind, null, [], properties.Select(property =>
            new LayerProperty(property.Name, new PropertyValue.Integers(property.Values.ToEquatableArray()))).ToEquatableArray());

    private static ModelProto OnnxNetwork(Random random)
    {
        long Number(long usual) => random.Next(5) == 0 ? LongNumbers[random.Next(LongNumbers.Length)] : usual;
        AttributeProto Sizes(string name, params long[] values) =>
            new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };
        var node = random.Next(7) switch
        {
            0 => Onnx.Node("MaxPool", "y", "x").With(Sizes("kernel_shape", Number(2), Number(2)), Sizes("strides", Number(1), Number(2))),
            1 => Onnx.Node("Reshape", "y", "x", "shape"),
            2 => Onnx.Node("Transpose", "y", "x").With(Sizes("perm", Number(0), Number(2), Number(1), Number(3))),
            3 => Onnx.Node("Softmax", "y", "x").With(Onnx.Attribute("axis", Number(-1))),
            4 => Onnx.Node("Tile", "y", "x", "shape"),
            5 => Onnx.Node("Expand", "y", "x", "shape"),
            _ => Onnx.Node("Conv", "y", "x", "w").With(Sizes("pads", Number(1), Number(0), Number(1), Number(0)), Onnx.Attribute("group", Number(1))),
        };
        var weights = Onnx.Tensor("w", Onnx.Float, 2, 3, 1, 1);
        weights.FloatData.Add([float.NaN, float.MaxValue, float.Epsilon, -0f, float.PositiveInfinity, 1]);
        return Onnx.Model(Onnx.Graph(node)
            .WithInputs(Onnx.Value("x", Onnx.Float, Number(1), Number(3), Number(4), Number(4))).WithOutputs("y")
            .WithInitializers(weights, Onnx.Integers("shape", Number(1), Number(3), Number(4), Number(4))));
    }

    private static string Manifest(string source, Random random)
    {
        string Tensor(string name, string shape)
        {
            var element = random.Next(3) == 0 ? Elements[random.Next(Elements.Length)] : Elements[0];
            var type = random.Next(6) == 0 ? random.Next(2) == 0 ? "F16" : "F64" : "F32";
            var dimensions = random.Next(6) == 0 ? Numbers[random.Next(Numbers.Length)].ToString(CultureInfo.InvariantCulture) : shape;
            return $$"""{ "name": "{{name}}", "type": "{{type}}", "shape": [{{dimensions}}], "data": "{{element}}" }""";
        }

        var tensors = new List<string> { Tensor("dense1.weight", "1, 1"), Tensor("dense1.bias", "1") };
        if (random.Next(6) == 0)
            tensors.RemoveAt(random.Next(tensors.Count));
        else if (random.Next(6) == 0)
            tensors.Add(Tensor(random.Next(2) == 0 ? "dense1.weight" : "other", "1"));
        var text = $$"""{ "format": "modelcompiler-weights/1", "source": "{{source}}", "checksum": "1", "tensors": [ {{string.Join(", ", tensors)}} ] }""";
        return random.Next(5) == 0 ? text[..random.Next(text.Length)] : text;
    }
}

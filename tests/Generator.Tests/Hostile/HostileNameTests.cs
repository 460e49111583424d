using Google.Protobuf;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests.Hostile;

/// <summary>
/// Names by the hundred, through all three front ends: the generated files differ from those for plain names in identifiers and literals
/// alone.
/// </summary>
public class HostileNameTests
{
    private const int Count = 24;

    private static readonly IReadOnlyList<string> Plain = ["a", "b", "c", "d", "e", "f"];

    /// <summary>Six different names for each model; the first model's are plain.</summary>
    private static readonly IReadOnlyList<IReadOnlyList<string>> Names =
        [Plain, .. Enumerable.Range(0, Count).Select(seed => DifferentNames(new Random(seed)))];

    [Fact]
    public Task InAttributesChangeNothingElse() => ChangeNothingElse((project, names) => project.AddAttributes(Network(names)));

    [Fact]
    public Task InJsonChangeNothingElse() => ChangeNothingElse((project, names) => project.AddJson(Network(names)));

    [Fact]
    public Task InOnnxChangeNothingElse() => ChangeNothingElse((project, names) => Assert.True(project.AddOnnx(OnnxNetwork(names))));

    private static async Task ChangeNothingElse(Action<HostileProject, IReadOnlyList<string>> add)
    {
        var project = new HostileProject();
        foreach (var names in Names)
            add(project, names);
        var models = await project.Build();
        var expected = models[0].Tokens();
        for (var i = 0; i < models.Count; i++)
        {
            var names = string.Join(", ", Names[i].Select(name => $"'{name}'"));
            Assert.True(models[i].IsCompiled, $"{names} became no model: {string.Join("\n", models[i].Problems)}");
            Assert.True(expected.SequenceEqual(models[i].Tokens()), $"{names} changed more than identifiers and literals.");
        }
    }

    /// <summary>Different also as JSON has them, which knows no halves of characters; some only in what identifiers cannot hold.</summary>
    private static List<string> DifferentNames(Random random)
    {
        var names = new List<string>();
        while (names.Count < Plain.Count)
        {
            var name = names.Count > 0 && random.Next(3) == 0 ? names[^1] + random.Next(3) switch { 0 => " ", 1 => "-", _ => "." } : HostileText.Next(random);
            name = Whole(name);
            if (name.Length > 0 && !names.Contains(name))
                names.Add(name);
        }

        return names;
    }

    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Two inputs, two outputs, weights that the user passes, every layer named.</summary>
    private static ModelDefinition Network(IReadOnlyList<string> names) => new()
    {
        Name = names[0],
        Layers =
        [
            Layer("Input", names[0], [], ("shape", [3, 5, 5])),
            Layer("Input", names[1], [], ("shape", [4, 3, 3])),
            Layer("Conv2D", names[2], [names[0]], ("filters", [4]), ("kernel", [3])),
            Layer("Add", names[3], [names[2], names[1]]),
            Layer("MaxPool2D", names[4], [], ("kernel", [2])),
            Layer("Softmax", names[5], [names[3]]),
        ],
        // Without weights: drawn ones follow from the names of their tensors, and a sign is a token.
        Outputs = [names[4], names[5]],
    };

    private static LayerDefinition Layer(string kind, string name, EquatableArray<string> from, params IEnumerable<(string Name, long[] Values)> properties) =>
        new(kind, name, from, properties.Select(property =>
            new LayerProperty(property.Name, new PropertyValue.Integers(property.Values.ToEquatableArray()))).ToEquatableArray());

    /// <summary>Values, weights, nodes and the graph under these names.</summary>
    private static ModelProto OnnxNetwork(IReadOnlyList<string> names)
    {
        var weights = Onnx.Tensor(names[1], Onnx.Float, 2, 3, 1, 1);
        weights.RawData = ByteString.CopyFrom(new byte[6 * sizeof(float)]);
        var graph = Onnx.Graph(
                Onnx.Node("Conv", names[2], names[0], names[1]),
                Onnx.Node("Relu", names[3], names[2]),
                Onnx.Node("MaxPool", names[4], names[3]).With(Sizes("kernel_shape", 2, 2)),
                Onnx.Node("Erf", names[5], names[3]))
            .WithInputs(Onnx.Value(names[0], Onnx.Float, 1, 3, 4, 4)).WithInitializers(weights).WithOutputs(names[4], names[5]);
        graph.Name = names[0];
        foreach (var node in graph.Node)
            node.Name = node.Output[0];
        return Onnx.Model(graph);
    }

    private static AttributeProto Sizes(string name, params long[] values) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };
}

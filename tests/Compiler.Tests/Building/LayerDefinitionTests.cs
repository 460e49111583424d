using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Reference;

namespace ModelCompiler.Tests.Building;

/// <summary>
/// What layers become, run by the reference interpreter, against loops that were written from the formulas in the docs alone: most layers
/// are made of several operators, so that the interpreter by itself would only show that they are compiled as they were built.
/// </summary>
public class LayerDefinitionTests
{
    // Loop nests are evaluated in float.
    private const double Tolerance = 1e-5;

    internal static IReadOnlyCollection<string> Kinds => [.. RandomSpatialModels.Kinds, .. RandomFeatureModels.Kinds];

    public static TheoryData<string> AllKinds => [.. Kinds];

    /// <summary>The connections of C3 of LeNet-5 (LeCun 1998, table I).</summary>
    private const string C3 =
        "0 1 2, 1 2 3, 2 3 4, 3 4 5, 0 4 5, 0 1 5, 0 1 2 3, 1 2 3 4, 2 3 4 5, 0 3 4 5, 0 1 4 5, 0 1 2 5, 0 1 3 4, 1 2 4 5, 0 2 3 5, "
        + "0 1 2 3 4 5";

    public static TheoryData<string> SpecialCases => [.. Special.Keys];

    private static readonly Dictionary<string, ModelDefinition> Special = new()
    {
        ["full"] = Net([2, 5], Layer.Of("Conv1D").With("filters", 3).With("kernel", 4).With("autoPad", "Full")),
        ["causal"] = Net([2, 9], Layer.Of("Conv1D").With("filters", 3).With("kernel", 3).With("dilations", 2).With("autoPad", "Causal")),
        ["causal, strided"] = Net([2, 9], Layer.Of("Conv1D").With("filters", 3).With("kernel", 3).With("strides", 2).With("autoPad", "Causal")),
        ["full image"] = Net([2, 5, 4], Layer.Conv2D(3, 3, autoPad: "Full")),
        ["full volume"] = Net([2, 3, 2, 4], Layer.Of("Conv3D").With("filters", 3).With("kernel", 2).With("autoPad", "Full")),
        ["reflect"] = Net([2, 5, 4], Layer.Conv2D(3, 5, pads: 2).With("paddingMode", "Reflect").With("strides", 2)),
        ["reflect, uneven"] = Net([2, 5, 4], Layer.Conv2D(3, 2, autoPad: "Same").With("paddingMode", "Reflect")),
        ["circular"] = Net([2, 5, 4], Layer.Conv2D(3, 5).With("pads", new[] { 1, 2, 3, 4 }).With("paddingMode", "Circular")),
        ["replicate volume"] = Net([2, 3, 4, 2], Layer.Of("Conv3D").With("filters", 2).With("kernel", 3).With("pads", 1).With("paddingMode", "Replicate")),
        ["circular depthwise"] = Net([3, 5, 4], Layer.DepthwiseConv2D(3, 2, pads: 1).With("paddingMode", "Circular")),
        ["connections"] = Net([6, 9, 8], Layer.Conv2D(16, 5, activation: "Tanh").With("connections", C3)),
        ["equal connections"] = Net([4, 5, 5], Layer.Conv2D(3, 3, bias: false, pads: 1).With("connections", "0 1, 2 3, 3 0")),
        ["connections, padded"] = Net([3, 5, 5], Layer.Conv2D(2, 3, pads: 1).With("connections", "2, 0 1").With("paddingMode", "Reflect")),
        ["separate depth"] = Net([3, 4, 5, 6], Layer.Of("Conv3D").With("filters", 2).With("kernel", new[] { 3, 1, 1 })),
        ["embedding of floats"] = Net([5], Layer.Of("Embedding").With("rows", 3).With("features", 2)),
        ["softmax of a volume"] = Net([3, 2, 4, 5], Layer.Softmax(-1)),
        ["softmax of a sequence"] = Net([3, 4], Layer.Softmax(2)),
        ["separate images"] = Net([3, 4, 5, 6], Layer.Of("Conv3D").With("filters", 2).With("kernel", new[] { 1, 3, 3 })),
    };

    [Theory, MemberData(nameof(AllKinds))]
    public void Layers_are_what_their_formulas_say(string kind)
    {
        for (var seed = 2000; seed < 2016; seed++)
            AssertDefinition(RandomModels.ForOperator(kind, seed));
    }

    [Theory, MemberData(nameof(SpecialCases))]
    public void Options_are_what_their_formulas_say(string name) => AssertDefinition(Special[name] with { Batch = 2 });

    private static ModelDefinition Net(int[] input, LayerDefinition layer) => Model.Of("net", Layer.Input(input), layer);

    private static double[] Elements(Value input)
    {
        var elements = TestWeights.Input(input.Name, input.Shape.ElementCount);
        return input.Format is { Element: ElementType.UInt8 } ? [.. elements.Select(x => Math.Round((x + 1) * 127.5))] : elements;
    }

    private static void AssertDefinition(ModelDefinition model)
    {
        var graph = model.ToGraph();
        var inputs = graph.Inputs.ToDictionary(input => input.Name, Elements);
        var layer = model.Layers[model.Layers.Count - 1];
        var values = ReferenceInterpreter.Run(graph, inputs, TestWeights.For);
        var x = new Tensor(graph.Inputs[0].Shape, inputs[graph.Inputs[0].Name]);
        var operands = layer.From.Select(name => graph.Inputs.Concat(graph.Nodes.Select(node => node.Output)).First(value => value.Name == name))
            .Select(value => new Tensor(value.Shape, values[value])).ToList();
        var expected = new LayerDefinitions(layer, graph.Outputs[0].Name, x).Evaluate(model.Layers, operands);
        var output = graph.Outputs[0];
        Assert.True(expected.Shape == output.Shape, $"{model}\nhas the shape {output.Shape}, not {expected.Shape}");
        var tolerance = Tolerance * (1 + expected.Data.Max(Math.Abs));
        var worst = expected.Data.Zip(values[output], (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"{model}\nis off by {worst}");
    }
}

using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Tests.Frontends;

public class JsonModelWriterTests
{
    public static TheoryData<string> Kinds => [.. LayerCatalog.Layers.Select(layer => layer.Kind)];

    /// <summary>Every property of every kind, with the smallest and with the largest number of elements that it may have.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_layer_is_read_as_it_was_written(string kind)
    {
        var schema = LayerCatalog.Find(kind)!;
        RequireRoundTrip(Layer(property => ValueOf(property, property.Counts.DefaultIfEmpty(property.MayBeEmpty ? 0 : 1).Min())));
        RequireRoundTrip(Layer(property => ValueOf(property, property.Counts.DefaultIfEmpty(3).Max())));

        LayerDefinition Layer(Func<PropertySchema, PropertyValue> value) => new(
            kind, "a", ["x", "", "y"], schema.Properties.Select(property => new LayerProperty(property.Name, value(property))).ToEquatableArray());
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("\"quotes\" \\ and / \u0000 \u001F \u2028 <b> ä 漢 \U0001F600")]
    [InlineData("")]
    public void Names_are_any_text(string name) => RequireRoundTrip(new LayerDefinition("Flatten", name, [name], []), name);

    [Fact]
    public void Numbers_keep_all_their_bits() => RequireRoundTrip(new LayerDefinition(
        "Input", null, [],
        [
            new LayerProperty("shape", new PropertyValue.Integers([int.MaxValue, 1, 1])),
            new LayerProperty("mean", new PropertyValue.Numbers([0.1, -0.0, 1.0 / 3])),
            new LayerProperty("scale", new PropertyValue.Numbers([double.Epsilon, float.MaxValue, -float.MaxValue])),
        ]));

    [Fact]
    public void Random_weights_are_a_seed() => RequireRoundTrip(Model(new LayerDefinition("Flatten", null, [], [])) with
    {
        Weights = new WeightsReference.FromSeed(long.MinValue),
    });

    [Fact]
    public void A_model_without_outputs_and_weights_has_neither() => Assert.Equal(
        """
        {
          "name": "Net",
          "layers": [
            { "type": "Input", "shape": [1, 4, 4] },
            { "type": "Conv2D", "name": "first", "filters": 2, "kernel": 3, "pads": [1, 2], "bias": false, "activation": "ReLU" },
            { "type": "Add", "from": ["first", "input"] },
            { "type": "Flatten", "from": "first" }
          ]
        }

        """,
        JsonModelWriter.Write(new ModelDefinition
        {
            Name = "Net",
            Layers =
            [
                new("Input", null, [], [new("shape", new PropertyValue.Integers([1, 4, 4]))]),
                new("Conv2D", "first", [],
                [
                    new("filters", new PropertyValue.Integers([2])), new("kernel", new PropertyValue.Integers([3])),
                    new("pads", new PropertyValue.Integers([1, 2])), new("bias", new PropertyValue.Flag(false)),
                    new("activation", new PropertyValue.Text("ReLU")),
                ]),
                new("Add", null, ["first", "input"], []),
                new("Flatten", null, ["first"], []),
            ],
        }), ignoreLineEndingDifferences: true);

    private static void RequireRoundTrip(LayerDefinition layer, string name = "Net") => RequireRoundTrip(Model(layer) with
    {
        Name = name, Outputs = [name, "b"], Weights = new WeightsReference.FromFile(name),
    });

    private static void RequireRoundTrip(ModelDefinition model)
    {
        var read = JsonModelReader.Read(JsonModelWriter.Write(model), "fallback");
        Assert.Empty(read.Diagnostics);
        Assert.Equal(model, read.Definition);
    }

    private static ModelDefinition Model(LayerDefinition layer) => new() { Name = "Net", Layers = [layer] };

    private static PropertyValue ValueOf(PropertySchema property, int count) => property.Type switch
    {
        PropertyType.Integer => new PropertyValue.Integers([Integer(property)]),
        PropertyType.Integers => new PropertyValue.Integers(EquatableArray.Repeat(Integer(property), count)),
        PropertyType.Number => new PropertyValue.Numbers([Math.Min(0.1, property.Maximum)]),
        PropertyType.Numbers => new PropertyValue.Numbers(EquatableArray.Repeat(Math.Min(0.1, property.Maximum), count)),
        PropertyType.Flag => new PropertyValue.Flag(true),
        PropertyType.Enumeration => new PropertyValue.Text(property.Members.Last()),
        _ => new PropertyValue.Text("text"),
    };

    private static long Integer(PropertySchema property) => (long)Math.Max(property.Minimum, Math.Min(property.Maximum, 3));
}

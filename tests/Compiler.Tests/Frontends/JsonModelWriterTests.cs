using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Frontends;

public class JsonModelWriterTests
{
    public static TheoryData<string> Kinds => [.. LayerCatalog.Layers.Select(layer => layer.Kind)];

    [Fact]
    public void Writes_a_layer_on_a_line()
    {
        var model = new ModelDefinition
        {
            Name = "net",
            Weights = new WeightsReference.FromFile("net.safetensors"),
            Outputs = ["y"],
            Batch = 8,
            IsStateful = true,
            Budget = new ModelBudget(1000, null, 5),
            Layers =
            [
                new("Input", "x", [], [new("shape", new PropertyValue.Integers([3, 8, 8])), new("mean", new PropertyValue.Numbers([0.5]))]),
                new("Conv2D", "y", ["x"], [new("filters", new PropertyValue.Integers([4])), new("bias", new PropertyValue.Flag(false))]),
            ],
        };

        Assert.Equal(
            """
            {
              "name": "net",
              "weights": "net.safetensors",
              "batch": 8,
              "stateful": true,
              "maxArenaBytes": 1000,
              "maxMacs": 5,
              "outputs": ["y"],
              "layers": [
                { "type": "Input", "name": "x", "shape": [3, 8, 8], "mean": [0.5] },
                { "type": "Conv2D", "name": "y", "from": ["x"], "filters": 4, "bias": false }
              ]
            }

            """.ReplaceLineEndings("\n"),
            JsonModelWriter.Write(model));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_written_is_read_as_the_same(string kind)
    {
        var schema = LayerCatalog.Find(kind)!;
        for (var choice = 0; choice < 6; choice++)
        {
            var properties = schema.Properties.Select(property => new LayerProperty(property.Name, Value(property, choice)));
            var layer = new LayerDefinition(kind, "l", choice == 0 ? [] : ["a", ""], properties.ToEquatableArray());
            AssertReadsBack(new ModelDefinition { Name = "m", Layers = [layer] });
        }
    }

    [Fact]
    public void Random_models_are_read_as_the_same()
    {
        foreach (var kind in RandomModels.Operators)
            for (var seed = 0; seed < 10; seed++)
                AssertReadsBack(InOrderOfCatalogue(RandomModels.ForOperator(kind, seed)));
    }

    [Theory]
    [InlineData("\"\\/\b\f\n\r\t\0\u001f\u007f\u0085\u2028\u2029\ufeff</script>")]
    [InlineData("Né😀t // /* */ , ] }")]
    [InlineData("")]
    public void Any_text_is_read_as_the_same(string text) => AssertReadsBack(new ModelDefinition
    {
        Name = text,
        Weights = new WeightsReference.FromFile(text),
        Outputs = [text],
        Layers = [new("ReLU", text, [text, text], [])],
    });

    [Fact]
    public void Numbers_are_read_as_the_same_bits()
    {
        foreach (var number in new[] { 0.0, -0.0, 0.1, 1e39, -1e39, double.Epsilon, double.MaxValue, 1.0 / 3, 0.30000001192092896 })
        {
            var values = new PropertyValue.Numbers([number]);
            var layer = new LayerDefinition(
                "onnx.Constant", "c", [], [new("shape", new PropertyValue.Integers([])), new("values", values)]);
            var model = new ModelDefinition { Name = "m", Layers = [layer] };

            var read = JsonModelReader.Read(JsonModelWriter.Write(model), "other").Definition!.Layers[0].Properties[1].Value;

            Assert.Equal(
                BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(Assert.IsType<PropertyValue.Numbers>(read).Values[0]));
        }
    }

    [Fact]
    public void A_seed_is_read_as_the_same() => AssertReadsBack(new ModelDefinition
    {
        Name = "m", Weights = new WeightsReference.FromSeed(long.MinValue), Budget = new(0, 1, long.MaxValue), Layers = [new("ReLU", null, [], [])],
    });

    /// <summary>A front end keeps properties in this order, whatever the order in the file.</summary>
    private static ModelDefinition InOrderOfCatalogue(ModelDefinition model) => model with
    {
        Layers = model.Layers.Select(layer => layer with
        {
            Properties = LayerCatalog.Find(layer.Kind)!.Properties
                .SelectMany(schema => layer.Properties.Where(property => property.Name == schema.Name)).ToEquatableArray(),
        }).ToEquatableArray(),
    };

    private static void AssertReadsBack(ModelDefinition model)
    {
        var result = JsonModelReader.Read(JsonModelWriter.Write(model), "other");
        Assert.Empty(result.Diagnostics);
        Assert.Equal(model, result.Definition);
    }

    /// <summary>A value that the catalogue allows; choices go over members and numbers of elements.</summary>
    private static PropertyValue Value(PropertySchema property, int choice)
    {
        var low = Math.Max(property.Minimum, -1e9);
        var high = Math.Min(property.Maximum, 1e9);
        var count = property.Counts.Count > 0 ? property.Counts[choice % property.Counts.Count]
            : property.MayBeEmpty ? choice : Math.Max(1, choice);
        return property.Type switch
        {
            PropertyType.Integer => new PropertyValue.Integers([(long)(choice % 2 == 0 ? low : high)]),
            PropertyType.Integers => new PropertyValue.Integers(EquatableArray.Repeat((long)(choice % 2 == 0 ? low : high), count)),
            PropertyType.Number => new PropertyValue.Numbers([low + ((high - low) * choice / 7)]),
            PropertyType.Numbers => new PropertyValue.Numbers(EquatableArray.Repeat(low + ((high - low) * choice / 7), count)),
            PropertyType.Flag => new PropertyValue.Flag(choice % 2 == 0),
            PropertyType.Enumeration => new PropertyValue.Text(property.Members[choice % property.Members.Count]),
            _ => new PropertyValue.Text("any \"text\" " + choice),
        };
    }
}

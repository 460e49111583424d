using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Tests.Frontends;

public class JsonModelReaderTests
{
    [Fact]
    public void Reads_a_whole_model()
    {
        var model = Read("""
            {
              "$schema": "model.schema.json",
              "name": "Net",
              "weights": "net.safetensors",
              "batch": 8,
              "layers": [
                { "type": "Input", "shape": [3, 32, 32], "layout": "ChannelsLast", "mean": [0.5, 0.25, 1e-1], "scale": 2 },
                { "type": "Conv2D", "name": "stem", "filters": 6, "kernel": [5, 3], "bias": false, "activation": "Tanh" },
                { "type": "Conv2D", "filters": 6, "kernel": 3, "pads": 1, "from": "stem" },
                { "type": "Add", "from": ["stem", "conv2"] }
              ],
              "outputs": ["add1", "stem"]
            }
            """);

        Assert.Equal("Net", model.Name);
        Assert.Equal(new WeightsReference.FromFile("net.safetensors"), model.Weights);
        Assert.Equal<string>(["add1", "stem"], model.Outputs);
        Assert.Equal(8, model.Batch);
        LayerDefinition[] layers =
        [
            new("Input", null, [],
            [
                new("shape", Integers(3, 32, 32)), new("layout", new PropertyValue.Text("ChannelsLast")),
                new("mean", new PropertyValue.Numbers([0.5, 0.25, 0.1])), new("scale", new PropertyValue.Numbers([2])),
            ]),
            new("Conv2D", "stem", [],
            [
                new("filters", Integers(6)), new("kernel", Integers(5, 3)), new("bias", new PropertyValue.Flag(false)),
                new("activation", new PropertyValue.Text("Tanh")),
            ]),
            new("Conv2D", null, ["stem"], [new("filters", Integers(6)), new("kernel", Integers(3)), new("pads", Integers(1))]),
            new("Add", null, ["stem", "conv2"], []),
        ];
        Assert.Equal(layers, model.Layers);
    }

    [Fact]
    public void The_name_defaults_to_the_one_that_the_host_gives()
    {
        Assert.Equal("fallback", Read("""{ "layers": [] }""").Name);
        Assert.Equal(WeightsReference.None, Read("""{ "layers": [] }""").Weights);
        Assert.Null(Read("""{ "layers": [] }""").Batch);
    }

    [Fact]
    public void Random_weights_have_a_seed() => Assert.Equal(
        new WeightsReference.FromSeed(-9_000_000_000), Read("""{ "weights": { "random": -9000000000 }, "layers": [] }""").Weights);

    [Fact]
    public void Layout_comments_trailing_commas_and_a_byte_order_mark_change_nothing()
    {
        var plain = Read("""{"layers":[{"type":"Input","shape":[4]},{"type":"Dense","units":2}]}""");
        var reformatted = Read("\uFEFF{ // a comment\r\n  \"layers\": [ /* another\n one */\n"
            + "    { \"shape\": [ 4, ], \"type\": \"Input\" },\n    { \"units\": 2, \"type\": \"Dense\", },\n  ],\n}\n");
        Assert.Equal(plain, reformatted);
    }

    [Fact]
    public void Every_layer_and_property_can_be_found_in_the_text()
    {
        var text = """
            { "name": "Ω", "weights": "a.safetensors",
              "layers": [
                { "type": "Input", "shape": [4] },
                { "name": "é😀", "type": "Dense", "units": 2, "from": "input1" }
              ], "outputs": ["é😀"] }
            """;
        var map = JsonModelReader.Read(text, "x").Map;
        Assert.Equal("\"Ω\"", Slice(DiagnosticTarget.Model));
        Assert.Equal("\"a.safetensors\"", Slice(new DiagnosticTarget(-1, "weights")));
        Assert.Equal("[\"é😀\"]", Slice(new DiagnosticTarget(-1, "outputs")));
        Assert.Equal("[4]", Slice(new DiagnosticTarget(0, "shape")));
        Assert.Equal("\"Dense\"", Slice(new DiagnosticTarget(1)));
        Assert.Equal("2", Slice(new DiagnosticTarget(1, "units")));
        Assert.Equal("\"é😀\"", Slice(new DiagnosticTarget(1, "name")));
        Assert.Equal("\"input1\"", Slice(new DiagnosticTarget(1, "from")));
        Assert.Equal("\"Dense\"", Slice(new DiagnosticTarget(1, "bias"))); // Not written: the layer stands for it.

        var units = map.Find(new DiagnosticTarget(1, "units"))!.Value;
        Assert.Equal((3, 47, 3, 48), (units.Line, units.Column, units.EndLine, units.EndColumn));

        string Slice(DiagnosticTarget target) => map.Find(target) is { } range ? text.Substring(range.Start, range.Length) : "";
    }

    public static TheoryData<string> HostileNames =>
        ["\"; } //", "*/ class X { }", "a\nb", "</summary>", "class", "\0", "é😀", "\u202E", "{0}", "", "a b", new string('x', 5000)];

    [Theory, MemberData(nameof(HostileNames))]
    public void Names_are_taken_as_they_are(string name)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(name);
        var model = Read($$"""
            {"name":{{quoted}},"weights":{{quoted}},"layers":[{"type":"Flatten","name":{{quoted}},"from":{{quoted}}}],"outputs":[{{quoted}}]}
            """);
        Assert.Equal(name, model.Name);
        Assert.Equal(new LayerDefinition("Flatten", name, [name], []), model.Layers[0]);
        Assert.Equal<string>([name], model.Outputs);
        Assert.Equal(new WeightsReference.FromFile(name), model.Weights);
    }

    [Fact]
    public void All_layer_kinds_can_be_read()
    {
        foreach (var kind in LayerCatalog.Layers)
        {
            var required = kind.Properties.Where(property => property.IsRequired)
                .Select(property => $", \"{property.Name}\": {(property.Type == PropertyType.Integer ? "1" : $"[{Ones(property)}]")}");
            var text = $$"""{ "layers": [ { "type": "{{kind.Kind}}"{{string.Concat(required)}} } ] }""";
            Assert.Equal(kind.Kind, Read(text).Layers[0].Kind);
        }

        static string Ones(PropertySchema list) => string.Join(", ", Enumerable.Repeat("1", list.Counts.DefaultIfEmpty(1).First()));
    }

    private static ModelDefinition Read(string text)
    {
        var result = JsonModelReader.Read(text, "fallback");
        Assert.Empty(result.Diagnostics);
        return result.Definition!;
    }

    private static PropertyValue.Integers Integers(params long[] values) => new(values.ToEquatableArray());
}

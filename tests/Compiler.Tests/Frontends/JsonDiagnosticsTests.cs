using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Tests.Frontends;

/// <summary>
/// What each mistake in a JSON file is answered with, and where. The guillemets mark the place, and are no part of
/// the text.
/// </summary>
public class JsonDiagnosticsTests
{
    [Theory]
    [InlineData("{ \"layers\": [ «»", "MC0200: The file is no valid JSON: Expected depth to be zero at the end of the JSON payload. "
        + "There is an open JSON object or array that should be closed")]
    [InlineData("{\n  \"é\": «»x }", "MC0200: The file is no valid JSON: 'x' is an invalid start of a value")]
    [InlineData("{ \"layers\": [] } «»1", "MC0200: The file is no valid JSON: '1' is invalid after a single JSON value. Expected end of data")]
    [InlineData("\uFEFF\n{ «»,", "MC0200: The file is no valid JSON: ',' is an invalid start of a property name. Expected a '\"'")]
    [InlineData("«»", "MC0202: The file is empty; a model begins with { \"layers\": [ { \"type\": \"Input\", \"shape\": [1, 28, 28] } ] }")]
    [InlineData("«»  \n ", "MC0202: The file is empty; a model begins with { \"layers\": [ { \"type\": \"Input\", \"shape\": [1, 28, 28] } ] }")]
    [InlineData("{ \"name\": «\"\\uD800\"», \"layers\": [] }", "MC0203: The text contains half of a surrogate pair, which is no character")]
    [InlineData("{ \"layers\": [], «\"layers\"»: [] }", "MC0204: 'layers' is written twice in the same object; keep one")]
    [InlineData("{ «\"layer\"»: [], \"layers\": [] }", "MC0205: A model has no property 'layer'; did you mean 'layers'?")]
    [InlineData("{ \"layers\": [], «\"optimizer\"»: 1 }",
        "MC0205: A model has no property 'optimizer'; there is $schema, name, source, weights, batch, stateful, maxArenaBytes, maxWeightBytes, maxMacs, layers and 1 more")]
    [InlineData("«{» }", "MC0206: A model needs the property 'layers': an array of its layers")]
    [InlineData("«[1,\n 2]»", "MC0207: A model must be an object, but is an array")]
    [InlineData("«null»", "MC0207: A model must be an object, but is null")]
    [InlineData("{ \"layers\": «{ }» }", "MC0207: 'layers' must be an array, but is an object")]
    [InlineData("{ \"layers\": [], \"name\": «null» }", "MC0207: 'name' must be a string, but is null")]
    [InlineData("{ \"layers\": [], \"$schema\": «1» }", "MC0207: '$schema' must be a string, but is the number 1")]
    [InlineData("{ \"layers\": [], \"outputs\": «\"a\"» }", "MC0207: 'outputs' must be an array of names of layers, but is the string 'a'")]
    [InlineData("{ \"layers\": [], \"outputs\": [\"a\", «true»] }", "MC0207: Every element of 'outputs' must be a string, but is true")]
    [InlineData("{ \"layers\": [], \"weights\": «42» }",
        "MC0207: 'weights' must be the name of a weight file or { \"random\": seed }, but is the number 42")]
    [InlineData("{ \"layers\": [], \"weights\": { \"random\": «0.5» } }", "MC0207: 'random' must be a whole number, but is the number 0.5")]
    [InlineData("{ \"layers\": [], \"weights\": «{ }» }", "MC0206: 'weights' needs the property 'random': the seed, a whole number")]
    [InlineData("{ \"layers\": [], \"weights\": { \"random\": 1, «\"x\"»: 1 } }", "MC0205: 'weights' has no property 'x'; there is random")]
    [InlineData("{ \"layers\": [], \"weights\": { \"random\": «9223372036854775808» } }", "MC0208: The number 9223372036854775808 is too large")]
    public void Model(string marked, string message) => AssertDiagnostic(marked, message);

    [Theory]
    [InlineData("«7»", "MC0207: Every element of 'layers' must be an object, but is the number 7")]
    [InlineData("«{ \"name\": \"a\" }»", "MC0206: A layer needs the property 'type': the kind of layer, such as \"Conv2D\"")]
    [InlineData("{ \"type\": «3» }", "MC0207: 'type' must be a string, but is the number 3")]
    [InlineData("{ \"type\": «\"conv2d\"» }", "MC0209: There is no layer type 'conv2d'; did you mean 'Conv2D'?")]
    [InlineData("{ \"type\": «\"Transformer\"» }", "MC0209: There is no layer type 'Transformer'; there is Input, Conv1D, Conv2D, Conv3D, "
        + "DepthwiseConv1D, DepthwiseConv2D, SeparableConv1D, SeparableConv2D, SpatiallySeparableConv2D, ConvTranspose1D and 81 more")]
    [InlineData("{ \"type\": \"Dense\", «\"unit\"»: 3, \"units\": 3 }", "MC0205: Dense has no property 'unit'; did you mean 'units'?")]
    [InlineData("{ \"type\": \"Dense\", \"units\": 3, «\"Bias\"»: true }", "MC0205: Dense has no property 'Bias'; did you mean 'bias'?")]
    [InlineData("{ \"type\": «\"Dense\"» }", "MC0254: Dense needs 'units': Number of outputs.")]
    [InlineData("{ \"type\": \"Dense\", \"units\": «0» }", "MC0250: Dense: 'units' must be at least 1, but is 0")]
    [InlineData("{ \"type\": \"Dense\", \"units\": «null» }", "MC0253: Dense: 'units' is null; give it a value or leave it out")]
    [InlineData("{ \"type\": \"Dense\", \"units\": «[3]» }", "MC0207: 'units' must be a whole number, but is an array")]
    [InlineData("{ \"type\": \"Dense\", \"units\": «3.0» }", "MC0207: 'units' must be a whole number, but is the number 3.0")]
    [InlineData("{ \"type\": \"Dense\", \"units\": «1e3» }", "MC0207: 'units' must be a whole number, but is the number 1e3")]
    [InlineData("{ \"type\": \"Dense\", \"units\": «99999999999999999999» }", "MC0208: The number 99999999999999999999 is too large")]
    [InlineData("{ \"type\": \"Dense\", \"units\": 3, \"bias\": «\"yes\"» }", "MC0207: 'bias' must be true or false, but is the string 'yes'")]
    [InlineData("{ \"type\": \"Dense\", \"units\": 3, \"activation\": «\"relu\"» }",
        "MC0252: Dense: 'activation' has no value 'relu'; did you mean 'ReLU'?")]
    [InlineData("{ \"type\": \"Dense\", \"units\": 3, \"activation\": «1» }", "MC0207: 'activation' must be a string, but is the number 1")]
    [InlineData("{ \"type\": \"Dense\", \"units\": 3, \"name\": «1» }", "MC0207: 'name' must be a string, but is the number 1")]
    [InlineData("{ \"type\": \"Dense\", \"units\": 3, \"from\": «1» }",
        "MC0207: 'from' must be the name of a layer or an array of names, but is the number 1")]
    [InlineData("{ \"type\": \"Add\", \"from\": [\"a\", «null»] }", "MC0207: Every element of 'from' must be a string, but is null")]
    [InlineData("{ \"type\": \"Input\", \"shape\": [1, «null», 3] }", "MC0207: Every element of 'shape' must be a whole number, but is null")]
    [InlineData("{ \"type\": \"Input\", \"shape\": «[1, 2, 3, 4, 5]» }", "MC0251: Input: 'shape' takes 1, 2, 3 or 4 elements, but has 5")]
    [InlineData("{ \"type\": \"Input\", \"shape\": «\"1\"» }", "MC0207: 'shape' must be a whole number or an array of them, but is the string '1'")]
    [InlineData("{ \"type\": \"Input\", \"shape\": 1, \"mean\": [«\"a\"»] }", "MC0207: Every element of 'mean' must be a number, but is the string 'a'")]
    [InlineData("{ \"type\": \"Input\", \"shape\": 1, \"mean\": «{ }» }", "MC0207: 'mean' must be a number or an array of them, but is an object")]
    [InlineData("{ \"type\": \"ELU\", \"alpha\": «1e309» }", "MC0208: The number 1e309 is too large")]
    [InlineData("{ \"type\": \"ELU\", \"alpha\": «1e39» }", "MC0250: ELU: 'alpha' must be a number in the range of float, but is 1E+39")]
    [InlineData("{ \"type\": \"ELU\", \"alpha\": 1, «\"alpha\"»: 2 }", "MC0204: 'alpha' is written twice in the same object; keep one")]
    public void Layer(string marked, string message) => AssertDiagnostic($"{{\r\n \"layers\": [\n  {marked}\n ]\n}}", message);

    [Fact]
    public void A_lone_surrogate_in_the_text_itself() =>
        AssertDiagnostic("{ \"name\": \"a«\uD83D»b\" }", "MC0203: The text contains half of a surrogate pair, which is no character");

    [Fact]
    public void Nesting_of_ten_thousand_levels() => AssertDiagnostic(
        string.Concat(Enumerable.Repeat("[", 64)) + "«[»" + string.Concat(Enumerable.Repeat("[", 9935)),
        "MC0201: The file is nested more than 64 levels deep");

    [Fact]
    public void Messages_print_hostile_text_on_one_line_and_in_order()
    {
        var result = JsonModelReader.Read("""{ "layers": [ { "type": "a\nerror MC9999: \u202E{0}\u0000" } ] }""", "x");
        Assert.StartsWith("There is no layer type 'a\\u000Aerror MC9999: \\u202E{0}\\u0000'; ", Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void A_layer_that_cannot_be_read_hides_no_mistake_of_another()
    {
        var result = JsonModelReader.Read("""
            { "layers": [ { "type": "Nope" }, { "type": "Dense", "units": 0 }, { "type": "Input", "shap": 1 } ], "output": [] }
            """, "x");
        Assert.Equal(["MC0205", "MC0209", "MC0250", "MC0205", "MC0254"], result.Diagnostics.Select(d => d.Id));
        Assert.Equal(["Dense", "Input"], result.Definition!.Layers.Select(layer => layer.Kind));
        Assert.True(result.HasErrors);
    }

    private static void AssertDiagnostic(string marked, string message)
    {
        var start = marked.IndexOf('«');
        var text = marked.Replace("«", "").Replace("»", "");
        var length = marked.IndexOf('»') - start - 1;
        var result = JsonModelReader.Read(text, "x");
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(message, diagnostic.ToString());
        var range = result.Map.Find(diagnostic.Target)!.Value;
        Assert.Equal((start, length), (range.Start, range.Length));
        var before = text[..start];
        Assert.Equal((before.Count(c => c == '\n'), start - before.LastIndexOf('\n') - 1), (range.Line, range.Column));
    }
}

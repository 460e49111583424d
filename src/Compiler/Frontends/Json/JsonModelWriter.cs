using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>Writes a model as JSON, a layer a line, so that <see cref="JsonModelReader"/> reads an equal one.</summary>
internal static class JsonModelWriter
{
    // JSON has no infinity; a number that no float reaches becomes one.
    private const double BeyondFloat = 1e39;

    public static string Write(ModelDefinition model)
    {
        var text = new StringBuilder("{\n");
        text.Append($"  \"name\": {Text(model.Name)},\n");
        if (WeightsOf(model.Weights) is { } weights)
            text.Append($"  \"weights\": {weights},\n");
        text.Append("  \"layers\": [\n");
        text.Append(string.Join(",\n", model.Layers.Select(layer => "    " + Layer(layer))));
        text.Append("\n  ]");
        if (model.Outputs.Count > 0)
            text.Append($",\n  \"outputs\": {List(model.Outputs.Select(Text))}");
        return text.Append("\n}\n").ToString();
    }

    private static string? WeightsOf(WeightsReference weights) => weights switch
    {
        WeightsReference.FromFile { FileName: var file } => Text(file),
        WeightsReference.FromSeed { Seed: var seed } => $"{{ \"random\": {Number(seed)} }}",
        _ => null,
    };

    private static string Layer(LayerDefinition layer)
    {
        var members = new List<string> { $"\"type\": {Text(layer.Kind)}" };
        if (layer.Name is { } name)
            members.Add($"\"name\": {Text(name)}");
        if (layer.From.Count > 0)
            members.Add($"\"from\": {(layer.From.Count == 1 ? Text(layer.From[0]) : List(layer.From.Select(Text)))}");
        var schema = LayerCatalog.Find(layer.Kind);
        members.AddRange(layer.Properties.Select(property => $"{Text(property.Name)}: {Value(property.Value, schema?.Find(property.Name))}"));
        return $"{{ {string.Join(", ", members)} }}";
    }

    private static string Value(PropertyValue value, PropertySchema? schema) => value switch
    {
        PropertyValue.Integers { Values: var values } => Numbers([.. values.Select(Number)], schema),
        PropertyValue.Numbers { Values: var values } => Numbers([.. values.Select(Number)], schema),
        PropertyValue.Flag { Value: var flag } => flag ? "true" : "false",
        _ => Text(((PropertyValue.Text)value).Value),
    };

    /// <summary>A property of one number is that number; so is a list of one, where a plain number may stand for it.</summary>
    private static string Numbers(string[] numbers, PropertySchema? schema) =>
        numbers.Length == 1 && schema is { AllowsScalar: true } or { Type: PropertyType.Integer or PropertyType.Number }
            ? numbers[0] : List(numbers);

    private static string List(IEnumerable<string> values) => $"[{string.Join(", ", values)}]";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) =>
        (double.IsInfinity(value) ? Math.Sign(value) * BeyondFloat : value).ToString("R", CultureInfo.InvariantCulture);

    // The text stands in no web page: names stay readable.
    private static string Text(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>
/// Prints the JSON Schema of a model from the layer catalogue, so that an editor completes and checks what
/// <see cref="JsonModelReader"/> accepts. Draft 7 is what editors implement in full.
/// </summary>
internal sealed class JsonSchemaPrinter
{
    private static readonly LayerSchema[] Kinds = [.. LayerCatalog.Layers, .. LayerCatalog.OnnxOperators];

    private readonly Utf8JsonWriter _writer;

    private JsonSchemaPrinter(Utf8JsonWriter writer) => _writer = writer;

    public static string Print()
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // It is no part of an HTML page, and formulas stay readable.
        };
        using (var writer = new Utf8JsonWriter(stream, options))
            new JsonSchemaPrinter(writer).WriteSchema();
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private void WriteSchema()
    {
        _writer.WriteStartObject();
        _writer.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        _writer.WriteString("title", "ModelCompiler model");
        WriteObjectType(["layers"]);
        _writer.WriteStartObject("properties");
        WriteText("$schema", "Where this schema is.");
        WriteText("name", "The model's name. Default: the file's name.");
        WriteText("source", "The file that this one was made of by modelc import, by the name of which classes ask for it.");
        WriteWeights();
        WriteBatch();
        WriteStateful();
        WriteLimit("maxArenaBytes", "The most bytes that the arena of an instance may take. Default: no limit.");
        WriteLimit("maxWeightBytes", "The most bytes that the weights may take as kernels read them. Default: no limit.");
        WriteLimit("maxMacs", "The most multiply-adds that a run may take. Default: no limit.");
        WriteLayers();
        WriteNames("outputs", "Names of the layers whose results the model returns. Default: the last layer.");
        _writer.WriteEndObject();
        _writer.WriteStartObject("definitions");
        foreach (var layer in Kinds)
            WriteLayer(layer);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private void WriteWeights()
    {
        _writer.WriteStartObject("weights");
        _writer.WriteString("description", "A safetensors file of the project, or a seed for random weights.");
        _writer.WriteStartArray("oneOf");
        _writer.WriteStartObject();
        _writer.WriteString("type", "string");
        _writer.WriteEndObject();
        _writer.WriteStartObject();
        WriteObjectType(["random"]);
        _writer.WriteStartObject("properties");
        _writer.WriteStartObject("random");
        _writer.WriteString("type", "integer");
        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    private void WriteBatch()
    {
        _writer.WriteStartObject("batch");
        _writer.WriteString("description", "How many samples the model takes at once. Default: 1.");
        _writer.WriteString("type", "integer");
        _writer.WriteNumber("minimum", 1);
        _writer.WriteNumber("maximum", ModelDefinition.MaximumBatch);
        _writer.WriteEndObject();
    }

    private void WriteStateful()
    {
        _writer.WriteStartObject("stateful");
        _writer.WriteString("description", "Whether recurrent layers keep their states from call to call. Default: false.");
        _writer.WriteString("type", "boolean");
        _writer.WriteEndObject();
    }

    private void WriteLimit(string name, string description)
    {
        _writer.WriteStartObject(name);
        _writer.WriteString("description", description);
        _writer.WriteString("type", "integer");
        _writer.WriteNumber("minimum", 0);
        _writer.WriteEndObject();
    }

    /// <summary>
    /// Layers by type: a chain of conditions, since editors then complain about the one type that was meant.
    /// </summary>
    private void WriteLayers()
    {
        _writer.WriteStartObject("layers");
        _writer.WriteString("type", "array");
        _writer.WriteStartObject("items");
        _writer.WriteString("type", "object");
        WriteStrings("required", ["type"]);
        _writer.WriteStartObject("properties");
        _writer.WriteStartObject("type");
        WriteStrings("enum", Kinds.Select(layer => layer.Kind));
        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.WriteStartArray("allOf");
        foreach (var layer in Kinds)
            WriteCondition(layer.Kind);
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private void WriteCondition(string kind)
    {
        _writer.WriteStartObject();
        _writer.WriteStartObject("if");
        WriteStrings("required", ["type"]);
        _writer.WriteStartObject("properties");
        _writer.WriteStartObject("type");
        _writer.WriteString("const", kind);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.WriteStartObject("then");
        _writer.WriteString("$ref", $"#/definitions/{kind}");
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private void WriteLayer(LayerSchema layer)
    {
        _writer.WriteStartObject(layer.Kind);
        _writer.WriteString("description", layer.Summary);
        WriteObjectType(["type", .. layer.Properties.Where(property => property.IsRequired).Select(property => property.Name)]);
        _writer.WriteStartObject("properties");
        _writer.WriteStartObject("type");
        _writer.WriteString("const", layer.Kind);
        _writer.WriteString("description", layer.Summary);
        _writer.WriteEndObject();
        WriteText("name", $"The layer's name. Default: {layer.DefaultName}1, {layer.DefaultName}2, …");
        if (layer.MaximumInputs == 1)
            WriteText("from", "The name of the layer that this one reads. Default: the layer before.");
        else if (layer.MaximumInputs > 1)
            WriteNames("from", "Names of the layers that this one reads.");
        foreach (var property in layer.Properties)
            WriteProperty(property);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private void WriteProperty(PropertySchema property)
    {
        _writer.WriteStartObject(property.Name);
        var defaultText = property.Default is null ? "" : $" Default: {property.Default}.";
        _writer.WriteString("description", property.Summary + defaultText);
        if (property.Type is PropertyType.Integers or PropertyType.Numbers)
            WriteListType(property);
        else
            WriteScalarType(property);
        _writer.WriteEndObject();
    }

    private void WriteListType(PropertySchema property)
    {
        _writer.WriteStartArray("oneOf");
        if (property.AllowsScalar)
        {
            _writer.WriteStartObject();
            WriteScalarType(property);
            _writer.WriteEndObject();
        }

        // One alternative for each number of elements; 0 stands for any.
        foreach (var count in property.Counts.DefaultIfEmpty())
        {
            _writer.WriteStartObject();
            _writer.WriteString("type", "array");
            _writer.WriteStartObject("items");
            WriteScalarType(property);
            _writer.WriteEndObject();
            _writer.WriteNumber("minItems", Math.Max(1, count));
            if (count > 0)
                _writer.WriteNumber("maxItems", count);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    private void WriteScalarType(PropertySchema property)
    {
        switch (property.Type)
        {
            case PropertyType.Integer or PropertyType.Integers:
                _writer.WriteString("type", "integer");
                WriteBounds(property);
                break;
            case PropertyType.Number or PropertyType.Numbers:
                _writer.WriteString("type", "number");
                WriteBounds(property);
                break;
            case PropertyType.Flag:
                _writer.WriteString("type", "boolean");
                break;
            case PropertyType.Enumeration:
                WriteStrings("enum", property.Members);
                break;
            default:
                _writer.WriteString("type", "string");
                break;
        }
    }

    private void WriteBounds(PropertySchema property)
    {
        WriteBound("minimum", property.Minimum);
        WriteBound("maximum", property.Maximum);
    }

    private void WriteBound(string name, double bound)
    {
        // The bounds of a type are no help to anybody. All others are whole.
        if (Math.Abs(bound) is not (int.MaxValue or float.MaxValue or double.PositiveInfinity))
            _writer.WriteNumber(name, (long)bound);
    }

    private void WriteObjectType(IEnumerable<string> required)
    {
        _writer.WriteString("type", "object");
        _writer.WriteBoolean("additionalProperties", false);
        WriteStrings("required", required);
    }

    private void WriteText(string name, string description)
    {
        _writer.WriteStartObject(name);
        _writer.WriteString("description", description);
        _writer.WriteString("type", "string");
        _writer.WriteEndObject();
    }

    private void WriteNames(string name, string description)
    {
        _writer.WriteStartObject(name);
        _writer.WriteString("description", description);
        _writer.WriteString("type", "array");
        _writer.WriteStartObject("items");
        _writer.WriteString("type", "string");
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private void WriteStrings(string name, IEnumerable<string> values)
    {
        _writer.WriteStartArray(name);
        foreach (var value in values)
            _writer.WriteStringValue(value);
        _writer.WriteEndArray();
    }
}

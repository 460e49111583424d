using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>Reads one layer of a JSON model as the layer catalogue describes it.</summary>
internal sealed class JsonLayerReader(JsonFields fields)
{
    /// <summary>The properties that every layer has besides its own.</summary>
    public static readonly IReadOnlyCollection<string> CommonProperties = ["type", "name", "from"];

    private static readonly IReadOnlyCollection<string> Kinds = [.. LayerCatalog.Layers.Select(layer => layer.Kind)];

    /// <summary>The layer; null if it is no object or of no known type.</summary>
    /// <param name="index">Index of the layer in the definition.</param>
    public LayerDefinition? Read(JsonNode node, int index)
    {
        if (fields.Read<JsonObject>(node, "Every element of 'layers'", "an object") is not { } layer
            || ReadKind(layer) is not { } schema)
            return null;

        // The type stands for the layer: a mark under a whole object of many lines shows nothing.
        fields.Map.Add(new DiagnosticTarget(index), layer.Find("type")!.Range);
        fields.CheckNames(layer, schema.Kind, [.. CommonProperties, .. schema.Properties.Select(p => p.Name)]);
        var builder = new LayerDefinitionBuilder(schema, index, fields.Diagnostics)
        {
            Name = fields.ReadText(layer.Find("name"), "'name'"),
            From = ReadFrom(layer.Find("from")),
        };
        foreach (var member in layer.Members)
        {
            fields.Map.Add(new DiagnosticTarget(index, member.Name), member.Value.Range);
            if (schema.Find(member.Name) is { } property)
                SetProperty(builder, property, member.Value);
        }

        return builder.Build();
    }

    private LayerSchema? ReadKind(JsonObject layer)
    {
        if (layer.Find("type") is not { } type)
        {
            fields.Report(DiagnosticCatalog.JsonMissingProperty, layer, "A layer", "type", "the kind of layer, such as \"Conv2D\"");
            return null;
        }

        if (fields.ReadText(type, "'type'") is not { } kind)
            return null;
        if (LayerCatalog.Find(kind) is { } schema)
            return schema;
        fields.Report(DiagnosticCatalog.JsonUnknownLayer, type, kind, NearestName.Suggest(kind, Kinds));
        return null;
    }

    private EquatableArray<string> ReadFrom(JsonNode? node) => node is JsonString name
        ? [name.Value]
        : fields.ReadTexts(node, "'from'", "the name of a layer or an array of names") ?? [];

    private void SetProperty(LayerDefinitionBuilder builder, PropertySchema property, JsonNode node)
    {
        if (node is JsonNull)
            builder.Set(property, null);
        else if (ReadValue(property, node) is { } value)
            builder.Set(property, value);
        else
            builder.SetUnreadable(property);
    }

    private PropertyValue? ReadValue(PropertySchema property, JsonNode node)
    {
        var what = $"'{property.Name}'";
        return property.Type switch
        {
            PropertyType.Integer => ReadInteger(node, what),
            PropertyType.Integers => node is JsonNumber ? ReadInteger(node, what) : ReadIntegers(node, what),
            PropertyType.Number => ReadNumber(node, what),
            PropertyType.Numbers => node is JsonNumber ? ReadNumber(node, what) : ReadNumbers(node, what),
            PropertyType.Flag =>
                fields.Read<JsonBoolean>(node, what, "true or false") is { } flag ? new PropertyValue.Flag(flag.Value) : null,
            _ => fields.ReadText(node, what) is { } text ? new PropertyValue.Text(text) : null,
        };
    }

    private PropertyValue? ReadInteger(JsonNode node, string what) =>
        fields.ReadInteger(node, what) is { } value ? new PropertyValue.Integers([value]) : null;

    private PropertyValue? ReadIntegers(JsonNode node, string what) =>
        fields.ReadList(node, what, "a whole number or an array of them", fields.ReadInteger) is { } values
            ? new PropertyValue.Integers(values) : null;

    private PropertyValue? ReadNumber(JsonNode node, string what) =>
        fields.ReadNumber(node, what) is { } value ? new PropertyValue.Numbers([value]) : null;

    private PropertyValue? ReadNumbers(JsonNode node, string what) =>
        fields.ReadList(node, what, "a number or an array of them", fields.ReadNumber) is { } values
            ? new PropertyValue.Numbers(values) : null;
}

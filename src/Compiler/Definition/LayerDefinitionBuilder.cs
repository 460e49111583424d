using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Definition;

/// <summary>
/// Collects what a front end reads of one layer, and checks it against the catalogue on the way. Bad values are reported and left
/// out; the layer itself remains, so that the layers behind it keep their index.
/// </summary>
/// <param name="schema">The layer's kind.</param>
/// <param name="layer">Index that the layer will have in the definition.</param>
internal sealed class LayerDefinitionBuilder(LayerSchema schema, int layer, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, string> _writtenAs = [];
    private readonly List<LayerProperty> _properties = [];

    /// <summary>The layer's name as written; null for the default one.</summary>
    public string? Name { get; set; }

    /// <summary>Names of the layers that this one reads; empty for the layer before.</summary>
    public EquatableArray<string> From { get; set; }

    /// <summary>Adds a property.</summary>
    /// <param name="value">The value in the type that the schema asks for; null if null was written.</param>
    /// <param name="writtenAs">
    /// The name under which it stands in the source, where that is not the property's: stride.
    /// </param>
    public void Set(PropertySchema property, PropertyValue? value, string? writtenAs = null)
    {
        var target = new DiagnosticTarget(layer, property.Name);
        writtenAs ??= property.Name;
        if (_writtenAs.TryGetValue(property.Name, out var earlier))
            diagnostics.Report(DiagnosticCatalog.PropertyGivenTwice, target, schema.Kind, property.Name, earlier, writtenAs);
        else if (PropertyValidator.Check(schema, property, value, target, diagnostics))
            _properties.Add(new LayerProperty(property.Name, value!));
        _writtenAs[property.Name] = writtenAs;
    }

    /// <summary>
    /// Says that a property was written, but with a value of which no sense can be made: it is not missing too.
    /// </summary>
    public void SetUnreadable(PropertySchema property) => _writtenAs[property.Name] = property.Name;

    /// <summary>
    /// The layer, with its properties in the catalogue's order. Reports required properties that were not set.
    /// </summary>
    public LayerDefinition Build()
    {
        foreach (var property in schema.Properties)
            if (property.IsRequired && !_writtenAs.ContainsKey(property.Name))
                diagnostics.Report(DiagnosticCatalog.PropertyMissing, new DiagnosticTarget(layer),
                    schema.Kind, property.Name, property.Summary);
        var order = schema.Properties.Select(property => property.Name).ToList();
        return new LayerDefinition(
            schema.Kind, Name, From, _properties.OrderBy(property => order.IndexOf(property.Name)).ToEquatableArray());
    }
}

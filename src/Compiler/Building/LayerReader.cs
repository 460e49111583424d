using System.Globalization;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building;

/// <summary>
/// Reads one layer's properties with their defaults. The front end checked them against the catalogue; what remains are limits
/// that keep sizes from overflowing. After a mistake it reports, sets <see cref="HasErrors"/> and returns a harmless value, so that
/// all properties of a layer are checked in one go.
/// </summary>
internal sealed class LayerReader(LayerDefinition layer, int index, string name, DiagnosticBag diagnostics)
{
    public int Index { get; } = index;

    public string Kind => layer.Kind;

    public string Name { get; } = name;

    /// <summary>How messages call the layer.</summary>
    public string Label { get; private init; } = LabelOf(layer, name);

    public bool HasErrors { get; private set; }

    public static string LabelOf(LayerDefinition layer, string name) => $"{layer.Kind} '{name}'";

    /// <summary>The properties of an operator that is a part of this layer; its mistakes are those of the layer.</summary>
    public LayerReader ForPart(string kind, string part, IEnumerable<LayerProperty> properties) =>
        new(new LayerDefinition(kind, null, [], properties.ToEquatableArray()), Index, part, diagnostics) { Label = Label };

    public bool Has(string property) => Find(property) is not null;

    /// <summary>Reports a mistake of this layer; the layer itself is argument {0}.</summary>
    public void Report(DiagnosticDescription description, string? property, params object[] arguments)
    {
        HasErrors = true;
        diagnostics.Report(description, new DiagnosticTarget(Index, property), [Label, .. arguments]);
    }

    /// <summary>Reports a value that the catalogue allows and this layer does not.</summary>
    public void ReportRange(string property, string range, double value) =>
        Report(
            DiagnosticCatalog.ValueOutOfRange, property, property, range, value.ToString("R", CultureInfo.InvariantCulture));

    /// <param name="fallback">The default; null if the property is required.</param>
    public int Integer(string property, int? fallback = null, int maximum = SizeLimits.MaximumElements) =>
        Integers(property, fallback is { } value ? [value] : null, maximum)[0];

    /// <summary>One integer for each spatial axis, or one for all.</summary>
    /// <param name="fallback">The default of every axis; null if the property is required.</param>
    public EquatableArray<int> PerAxis(string property, int rank, int? fallback = null)
    {
        var values = Integers(property, fallback is { } value ? [value] : null, SizeLimits.MaximumAttribute);
        return values.Length == rank ? values.ToEquatableArray() : EquatableArray.Repeat(values[0], rank);
    }

    /// <param name="fallback">The default; null if the property is required.</param>
    public int[] Integers(string property, int[]? fallback = null, int maximum = SizeLimits.MaximumElements)
    {
        if (Find(property) is not PropertyValue.Integers written)
            return fallback ?? throw Unchecked(property);
        foreach (var value in written.Values)
            if (value > maximum)
                ReportRange(property, $"at most {maximum}", value);
        return [.. written.Values.Select(value => (int)Math.Min(value, maximum))];
    }

    /// <summary>Integers of any range; empty if none are written.</summary>
    public long[] Longs(string property) =>
        Find(property) is PropertyValue.Integers written ? [.. written.Values] : [];

    public double Number(string property, double fallback) =>
        Find(property) is PropertyValue.Numbers written ? written.Values[0] : fallback;

    /// <summary>Numbers that become floats; empty if none are written.</summary>
    public float[] Floats(string property) =>
        Find(property) is PropertyValue.Numbers written ? [.. written.Values.Select(value => (float)value)] : [];

    public bool Flag(string property, bool fallback) =>
        Find(property) is PropertyValue.Flag written ? written.Value : fallback;

    /// <summary>A text; the property is required.</summary>
    public string Text(string property) => Find(property) is PropertyValue.Text written ? written.Value : throw Unchecked(property);

    /// <summary>Position among the members; the first one is the default.</summary>
    public int Choice(string property, string[] members)
    {
        if (Find(property) is not PropertyValue.Text written)
            return 0;
        var position = Array.IndexOf(members, written.Value);
        return position >= 0 ? position : throw Unchecked(property);
    }

    /// <summary>A member of an enumeration whose members are written as in C#; the first one is the default.</summary>
    public T Choice<T>(string property)
        where T : struct, Enum =>
        (T)Enum.GetValues(typeof(T)).GetValue(Choice(property, Enum.GetNames(typeof(T))))!;

    /// <summary>Those of these properties that are written, to pass them on to a part of the layer.</summary>
    public IEnumerable<LayerProperty> Written(params string[] properties) =>
        layer.Properties.Where(property => properties.Contains(property.Name));

    private PropertyValue? Find(string property) => layer.Properties.FirstOrDefault(p => p.Name == property)?.Value;

    private InvalidOperationException Unchecked(string property) =>
        new($"{Label}: '{property}' was not checked against the layer catalogue.");
}

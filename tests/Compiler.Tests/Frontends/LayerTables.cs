using System.Text;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Tests.Frontends;

/// <summary>
/// Prints the part of docs/json-format.md that follows from the layer catalogue: a section and a table per kind.
/// </summary>
internal static class LayerTables
{
    public static string Print()
    {
        var text = new StringBuilder();
        foreach (var layer in LayerCatalog.Layers)
            AppendLayer(text, layer);
        return text.ToString();
    }

    private static void AppendLayer(StringBuilder text, LayerSchema layer)
    {
        text.Append($"### {layer.Kind}\n\n{layer.Summary}\n\n");
        text.Append($"Default name: `{layer.DefaultName}1`, `{layer.DefaultName}2`, … Reads {DescribeInputs(layer)}.\n\n");
        if (layer.Properties.Count == 0)
            return;
        text.Append("| property | value | default | |\n|---|---|---|---|\n");
        foreach (var property in layer.Properties)
        {
            var defaultText = property.IsRequired ? "required" : property.Default;
            text.Append($"| `{property.Name}` | {DescribeType(property)} | {defaultText} | {property.Summary} |\n");
        }

        text.Append('\n');
    }

    private static string DescribeInputs(LayerSchema layer) => (layer.MinimumInputs, layer.MaximumInputs) switch
    {
        (0, 0) => "no layer",
        (1, 1) => "one layer",
        (var minimum, int.MaxValue) => $"{minimum} or more layers",
        var (minimum, _) => $"{minimum} layers",
    };

    private static string DescribeType(PropertySchema property) => property.Type switch
    {
        PropertyType.Integer => "integer" + DescribeRange(property),
        PropertyType.Number => "number" + DescribeRange(property),
        PropertyType.Integers => $"integers{DescribeRange(property)}: {DescribeCounts(property)}",
        PropertyType.Numbers => $"numbers{DescribeRange(property)}: {DescribeCounts(property)}",
        PropertyType.Flag => "true or false",
        PropertyType.Enumeration => string.Join(", ", property.Members.Select(member => $"`\"{member}\"`")),
        _ => "text",
    };

    private static string DescribeCounts(PropertySchema property)
    {
        var scalar = property.AllowsScalar ? "a plain one, or " : "";
        return property.Counts.Count == 0 ? $"{scalar}a list" : $"{scalar}a list of {JoinCounts(property)}";
    }

    private static string JoinCounts(PropertySchema property) => property.Counts.Count == 1
        ? $"{property.Counts[0]}"
        : $"{string.Join(", ", property.Counts.SkipLast(1))} or {property.Counts.Last()}";

    private static string DescribeRange(PropertySchema property) => (property.Minimum, property.Maximum) switch
    {
        (-float.MaxValue, _) or (-int.MaxValue, _) => "",
        (var minimum, int.MaxValue or float.MaxValue) => $" ≥ {minimum}",
        var (minimum, maximum) => $" from {minimum} to {maximum}",
    };
}

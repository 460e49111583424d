using System.Globalization;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Definition;

/// <summary>
/// Checks a property's value against the catalogue. Every front end comes here through <see cref="LayerDefinitionBuilder"/>,
/// so that the same mistake gets the same message everywhere.
/// </summary>
internal static class PropertyValidator
{
    /// <summary>Reports what is wrong with a value; true if nothing is.</summary>
    /// <param name="value">The value, already of the type that the schema asks for; null if null was written.</param>
    public static bool Check(
        LayerSchema layer, PropertySchema property, PropertyValue? value, DiagnosticTarget target, DiagnosticBag diagnostics)
    {
        switch (value)
        {
            case null:
                diagnostics.Report(DiagnosticCatalog.PropertyNull, target, layer.Kind, property.Name);
                return false;
            case PropertyValue.Integers { Values: var integers }:
                return CheckList(layer, property, integers.Select(i => (double)i).ToEquatableArray(), target, diagnostics);
            case PropertyValue.Numbers { Values: var numbers }:
                return CheckList(layer, property, numbers, target, diagnostics);
            case PropertyValue.Text { Value: var member }:
                return CheckMember(layer, property, member, target, diagnostics);
            default:
                return true;
        }
    }

    private static bool CheckList(
        LayerSchema layer, PropertySchema property, EquatableArray<double> values,
        DiagnosticTarget target, DiagnosticBag diagnostics)
    {
        // Counts are empty where any number of elements goes; mostly except none at all.
        if ((values.Count == 0 && !property.MayBeEmpty) || (property.Counts.Count > 0 && !property.Counts.Contains(values.Count)))
        {
            diagnostics.Report(DiagnosticCatalog.PropertyWrongCount, target,
                layer.Kind, property.Name, DescribeCounts(property), values.Count);
            return false;
        }

        foreach (var value in values)
        {
            if (value >= property.Minimum && value <= property.Maximum) // False for NaN.
                continue;
            diagnostics.Report(DiagnosticCatalog.PropertyOutOfRange, target,
                layer.Kind, property.Name, DescribeRange(property, value), Format(value));
            return false;
        }

        return true;
    }

    private static bool CheckMember(
        LayerSchema layer, PropertySchema property, string member, DiagnosticTarget target, DiagnosticBag diagnostics)
    {
        if (property.Type != PropertyType.Enumeration || property.Members.Contains(member))
            return true;
        diagnostics.Report(DiagnosticCatalog.PropertyUnknownMember, target,
            layer.Kind, property.Name, member, NearestName.Suggest(member, property.Members));
        return false;
    }

    /// <summary>The numbers of elements that a list may have, in words: 1, 2 or 4 elements.</summary>
    private static string DescribeCounts(PropertySchema property) => property.Counts.Count switch
    {
        0 => "at least 1 element",
        1 => property.Counts[0] == 1 ? "1 element" : $"{property.Counts[0]} elements",
        _ => $"{string.Join(", ", property.Counts.Take(property.Counts.Count - 1))} or {property.Counts.Last()} elements",
    };

    /// <summary>What the schema asks of a number and this value is not.</summary>
    private static string DescribeRange(PropertySchema property, double value) => (property.Minimum, property.Maximum) switch
    {
        (-float.MaxValue, float.MaxValue) => "a number in the range of float",
        (_, int.MaxValue or float.MaxValue) when value > property.Maximum => $"at most {Format(property.Maximum)}",
        (var minimum, int.MaxValue or float.MaxValue) => $"at least {Format(minimum)}",
        var (minimum, maximum) => $"from {Format(minimum)} to {Format(maximum)}",
    };

    private static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

using System.Globalization;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building;

/// <summary>
/// Reads one layer's properties with their defaults and checks their ranges. After a mistake it reports, sets
/// <see cref="HasErrors"/> and returns a harmless value, so that all properties of a layer are checked in one go.
/// </summary>
internal sealed class LayerReader(LayerDefinition layer, int index, string name, DiagnosticBag diagnostics)
{
    public int Index { get; } = index;

    public string Kind => layer.Kind;

    public string Name { get; } = name;

    public string Label => LabelOf(layer, Name);

    public bool HasErrors { get; private set; }

    public static string LabelOf(LayerDefinition layer, string name) => $"{layer.Kind} '{name}'";

    public bool Has(string property) => Find(property) is not null;

    /// <summary>Reports a mistake of this layer; the layer itself is argument {0}.</summary>
    public void Report(DiagnosticDescription description, string? property, params object[] arguments)
    {
        HasErrors = true;
        diagnostics.Report(description, new DiagnosticTarget(Index, property), [Label, .. arguments]);
    }

    /// <param name="fallback">The default; null if the property is required.</param>
    public int Integer(string property, int minimum, int? fallback = null, int maximum = SizeLimits.MaximumAttribute)
    {
        var values = Integers(property, minimum, maximum, fallback is { } value ? [value] : null, counts: [1]);
        return values[0];
    }

    /// <summary>One integer for both axes, or height and width.</summary>
    public (int Height, int Width) Pair(string property, (int Height, int Width)? fallback = null)
    {
        var values = Integers(
            property, 1, SizeLimits.MaximumAttribute, fallback is { } pair ? [pair.Height, pair.Width] : null, counts: [1, 2]);
        return (values[0], values[values.Length - 1]);
    }

    /// <summary>Integers in a range; <paramref name="counts"/> lists how many there may be.</summary>
    public int[] Integers(string property, int minimum, int maximum, int[]? fallback, int[] counts)
    {
        if (Find(property) is not PropertyValue.Integers written)
            return fallback ?? Missing(property, minimum);
        if (!HasCount(property, written.Values.Count, counts))
            return [minimum];
        foreach (var value in written.Values)
            CheckRange(property, value, value >= minimum && value <= maximum, $"an integer from {minimum} to {maximum}");
        return [.. written.Values.Select(value => (int)Math.Max(minimum, Math.Min(value, maximum)))];
    }

    public double Number(string property, double fallback, string range, Func<double, bool> isInRange)
    {
        if (Find(property) is not PropertyValue.Numbers written)
            return fallback;
        if (!HasCount(property, written.Values.Count, [1]))
            return fallback;
        CheckRange(property, written.Values[0], isInRange(written.Values[0]), range);
        return written.Values[0];
    }

    /// <summary>A number that becomes a float.</summary>
    public float Float(string property, float fallback) =>
        (float)Number(property, fallback, "a finite number", IsFloat);

    /// <summary>Numbers that become floats; empty if none are written.</summary>
    public float[] Floats(string property)
    {
        if (Find(property) is not PropertyValue.Numbers written)
            return [];
        foreach (var value in written.Values)
            CheckRange(property, value, IsFloat(value), "finite numbers");
        return [.. written.Values.Select(value => (float)value)];
    }

    public bool Flag(string property, bool fallback) =>
        Find(property) is PropertyValue.Flag written ? written.Value : fallback;

    /// <summary>Position among the members; the first one is the default.</summary>
    public int Choice(string property, IReadOnlyList<string> members)
    {
        if (Find(property) is not PropertyValue.Text written)
            return 0;
        for (var i = 0; i < members.Count; i++)
            if (members[i] == written.Value)
                return i;
        Report(DiagnosticCatalog.UnknownMember, property, property, string.Join(", ", members), written.Value);
        return 0;
    }

    /// <summary>A member of an enumeration whose members are written as in C#; the first one is the default.</summary>
    public T Choice<T>(string property)
        where T : struct, Enum =>
        (T)Enum.GetValues(typeof(T)).GetValue(Choice(property, Enum.GetNames(typeof(T))))!;

    private PropertyValue? Find(string property) => layer.Properties.FirstOrDefault(p => p.Name == property)?.Value;

    private int[] Missing(string property, int standIn)
    {
        Report(DiagnosticCatalog.MissingProperty, property, property);
        return [standIn];
    }

    private bool HasCount(string property, int count, int[] counts)
    {
        if (counts.Length == 0 ? count > 0 : counts.Contains(count))
            return true;
        var expected = counts.Length == 0 ? "at least 1 value" : $"{string.Join(" or ", counts)} {(counts.Max() == 1 ? "value" : "values")}";
        Report(DiagnosticCatalog.WrongElementCount, property, property, expected, count == 1 ? "1 is" : $"{count} are");
        return false;
    }

    private void CheckRange(string property, double value, bool isInRange, string range)
    {
        if (!isInRange)
            Report(DiagnosticCatalog.ValueOutOfRange, property, property, range, value.ToString("R", CultureInfo.InvariantCulture));
    }

    private static bool IsFloat(double value) => !double.IsNaN(value) && Math.Abs(value) <= float.MaxValue;
}

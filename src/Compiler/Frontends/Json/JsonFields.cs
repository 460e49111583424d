using System.Globalization;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>
/// Converts JSON values to the types that a file format asks for, and reports those that are of another type.
/// </summary>
internal sealed class JsonFields(SourceMap map, DiagnosticBag diagnostics)
{
    public DiagnosticBag Diagnostics { get; } = diagnostics;

    public SourceMap Map { get; } = map;

    public void Report(DiagnosticDescription description, JsonNode where, params object[] arguments) =>
        Diagnostics.Report(description, Map.Mark(where.Range), arguments);

    /// <summary>Reports that a value is not what it must be.</summary>
    /// <param name="what">The value, as in "'layers'".</param>
    /// <param name="expected">What it must be, as in "an array".</param>
    public void ReportType(JsonNode node, string what, string expected) =>
        Report(DiagnosticCatalog.JsonWrongType, node, what, expected, node.Describe());

    /// <summary>Reports the members of an object that are not known.</summary>
    /// <param name="owner">The object, as in "Conv2D".</param>
    public void CheckNames(JsonObject node, string owner, IReadOnlyCollection<string> known)
    {
        foreach (var member in node.Members)
            if (!known.Contains(member.Name))
                Diagnostics.Report(DiagnosticCatalog.JsonUnknownProperty, Map.Mark(member.NameRange),
                    owner, member.Name, NearestName.Suggest(member.Name, known));
    }

    /// <summary>
    /// The value as an object, an array or another kind of node; null if it is missing, or of another type and
    /// reported.
    /// </summary>
    public T? Read<T>(JsonNode? node, string what, string expected)
        where T : JsonNode
    {
        if (node is null or T)
            return (T?)node;
        ReportType(node, what, expected);
        return null;
    }

    public string? ReadText(JsonNode? node, string what) => Read<JsonString>(node, what, "a string")?.Value;

    public long? ReadInteger(JsonNode? node, string what)
    {
        const string expected = "a whole number";
        if (Read<JsonNumber>(node, what, expected) is not { } number)
            return null;
        if (!number.IsWhole)
        {
            ReportType(number, what, expected);
            return null;
        }

        if (long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        Report(DiagnosticCatalog.JsonNumberTooLarge, number, number.Text);
        return null;
    }

    public double? ReadNumber(JsonNode? node, string what)
    {
        if (Read<JsonNumber>(node, what, "a number") is not { } number)
            return null;
        var value = ExactDecimal.Parse(number.Text);
        if (!double.IsInfinity(value))
            return value;
        Report(DiagnosticCatalog.JsonNumberTooLarge, number, number.Text);
        return null;
    }

    /// <summary>
    /// The elements of an array, each read by <paramref name="read"/>; null if one of them could not be.
    /// </summary>
    /// <param name="expected">What the array must be, as in "an array of strings".</param>
    public EquatableArray<T>? ReadList<T>(JsonNode? node, string what, string expected, Func<JsonNode, string, T?> read)
        where T : struct =>
        ReadElements(node, what, expected, read)?.Select(element => element!.Value).ToEquatableArray();

    public EquatableArray<string>? ReadTexts(JsonNode? node, string what, string expected) =>
        ReadElements(node, what, expected, ReadText)?.Select(element => element!).ToEquatableArray();

    private List<T>? ReadElements<T>(JsonNode? node, string what, string expected, Func<JsonNode, string, T> read)
    {
        if (Read<JsonArray>(node, what, expected) is not { } array)
            return null;
        var elements = array.Elements.Select(element => read(element, $"Every element of {what}")).ToList();
        return elements.TrueForAll(element => element is not null) ? elements : null;
    }
}

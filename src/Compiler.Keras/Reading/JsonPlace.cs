using System.Globalization;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Reading;

/// <summary>A value of a Keras file with the path that leads to it, such as <c>config.layers[3].name</c>.</summary>
/// <param name="Path">Empty for the file itself.</param>
internal sealed record JsonPlace(JsonNode Node, string Path)
{
    private const int ShownLength = 60;

    /// <summary>The path for messages.</summary>
    public string Where => Path.Length == 0 ? "The file" : Path;

    /// <summary>The members of an object.</summary>
    /// <exception cref="KerasMistakeException">It is no object.</exception>
    public IEnumerable<(string Name, JsonPlace Value)> Members =>
        Object().Members.Select(member => (member.Name, Value: new JsonPlace(member.Value, PathOf(member.Name))));

    /// <summary>A member; null if it is missing or null.</summary>
    /// <exception cref="KerasMistakeException">This is no object.</exception>
    public JsonPlace? Find(string name) =>
        Object().Find(name) is { } node and not JsonNull ? new JsonPlace(node, PathOf(name)) : null;

    /// <summary>A member; null if it is missing or null, or if this is no object.</summary>
    public JsonPlace? TryFind(string name) => Node is JsonObject ? Find(name) : null;

    /// <param name="expected">What the member must be, for the message.</param>
    /// <exception cref="KerasMistakeException">It is missing, or this is no object.</exception>
    public JsonPlace Get(string name, string expected) =>
        Find(name) ?? throw new KerasMistakeException(Mistake.MemberMissing, this, Where, name, expected);

    /// <summary>The elements of an array, or of what Keras writes for a tuple; null if it is neither.</summary>
    public IReadOnlyList<JsonPlace>? TryElements() => Node switch
    {
        JsonArray array => [.. array.Elements.Select((element, i) =>
            new JsonPlace(element, string.Create(CultureInfo.InvariantCulture, $"{Path}[{i}]")))],
        JsonObject tuple when tuple.Find("class_name") is JsonString { Value: "__tuple__" or "TensorShape" }
            && tuple.Find("items") is JsonArray => Find("items")!.TryElements(),
        _ => null,
    };

    /// <param name="expected">What it must be, for the message.</param>
    /// <exception cref="KerasMistakeException">It is no array.</exception>
    public IReadOnlyList<JsonPlace> Elements(string expected) => TryElements() ?? throw WrongType(expected);

    /// <exception cref="KerasMistakeException">It is no string.</exception>
    public string Text(string expected = "a string") => (Node as JsonString)?.Value ?? throw WrongType(expected);

    /// <exception cref="KerasMistakeException">It is neither true nor false.</exception>
    public bool Flag() => (Node as JsonBoolean)?.Value ?? throw WrongType("true or false");

    /// <exception cref="KerasMistakeException">It is no number of the range of long.</exception>
    public long Integer() => TryInteger() ?? throw WrongType("a whole number");

    /// <summary>A whole number, also if it is written as 2.0; null if it is none.</summary>
    public long? TryInteger()
    {
        const double limit = 1L << 53;
        if (Node is not JsonNumber number)
            return null;
        if (long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        return TryNumber() is { } real && Math.Abs(real) <= limit && real == Math.Floor(real) ? (long)real : null;
    }

    /// <exception cref="KerasMistakeException">It is no finite number.</exception>
    public double Number() => TryNumber() ?? throw WrongType("a number");

    /// <summary>A finite number; null if it is none.</summary>
    public double? TryNumber() =>
        Node is JsonNumber number && ExactDecimal.Parse(number.Text) is var value && double.IsFinite(value) ? value : null;

    /// <summary>The value as it is written, shortened.</summary>
    public string Describe() => Node switch
    {
        JsonString text => $"'{Shorten(text.Value)}'",
        JsonNumber number => Shorten(number.Text),
        JsonArray => Shorten($"[{string.Join(", ", TryElements()!.Take(ShownLength).Select(element => element.Describe()))}]"),
        var other => other.Describe(),
    };

    /// <summary>The mistake that this is of another type.</summary>
    public KerasMistakeException WrongType(string expected) =>
        new(Mistake.WrongType, this, Where, expected, Node is JsonArray ? Describe() : Node.Describe());

    private JsonObject Object() => Node as JsonObject ?? throw WrongType("an object");

    private string PathOf(string member) => Path.Length == 0 ? member : $"{Path}.{member}";

    private static string Shorten(string text) => text.Length <= ShownLength ? text : text[..ShownLength] + "…";
}

/// <summary>Something in the file is wrong or not supported: ends the reading of the layer that it belongs to.</summary>
/// <param name="place">Where it stands; null for the file.</param>
internal sealed class KerasMistakeException(DiagnosticDescription description, JsonPlace? place, params object[] arguments)
    : Exception(description.Title)
{
    public DiagnosticDescription Description { get; } = description;

    public JsonPlace? Place { get; } = place;

    public object[] Arguments { get; } = arguments;
}

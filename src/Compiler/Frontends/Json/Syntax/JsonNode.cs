using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>A value of a JSON text and where it stands.</summary>
internal abstract record JsonNode(TextRange Range)
{
    /// <summary>What it is, in the words of a message.</summary>
    public abstract string Describe();
}

/// <summary>An object; its members have different names.</summary>
internal sealed record JsonObject(TextRange Range, IReadOnlyList<JsonMember> Members) : JsonNode(Range)
{
    public JsonNode? Find(string name) => Members.FirstOrDefault(member => member.Name == name)?.Value;

    public override string Describe() => "an object";
}

internal sealed record JsonMember(string Name, TextRange NameRange, JsonNode Value);

internal sealed record JsonArray(TextRange Range, IReadOnlyList<JsonNode> Elements) : JsonNode(Range)
{
    public override string Describe() => "an array";
}

internal sealed record JsonString(TextRange Range, string Value) : JsonNode(Range)
{
    public override string Describe() => $"the string '{Value}'";
}

/// <summary>A number as written; whoever needs it decides whether it must be whole.</summary>
internal sealed record JsonNumber(TextRange Range, string Text) : JsonNode(Range)
{
    /// <summary>Whether it is written without a point and an exponent.</summary>
    public bool IsWhole => Text.IndexOfAny(['.', 'e', 'E']) < 0;

    public override string Describe() => $"the number {Text}";
}

internal sealed record JsonBoolean(TextRange Range, bool Value) : JsonNode(Range)
{
    public override string Describe() => Value ? "true" : "false";
}

internal sealed record JsonNull(TextRange Range) : JsonNode(Range)
{
    public override string Describe() => "null";
}

using System.Text;
using System.Text.Json;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>
/// Parses a JSON text, with comments and trailing commas allowed, into nodes that know where they stand. Reports the first
/// syntax error, and every name that an object repeats.
/// </summary>
internal sealed class JsonSyntaxReader
{
    /// <summary>Levels of nesting; a model needs four. Bounds the recursion.</summary>
    public const int MaximumDepth = 64;

    private readonly TextPositions _positions;
    private readonly SourceMap _map;
    private readonly DiagnosticBag _diagnostics;

    // Utf8JsonReader starts behind a byte order mark.
    private readonly int _skipped;

    private JsonSyntaxReader(string text, SourceMap map, DiagnosticBag diagnostics)
    {
        _positions = new TextPositions(text);
        _map = map;
        _diagnostics = diagnostics;
        _skipped = text.StartsWith("\uFEFF", StringComparison.Ordinal) ? 3 : 0;
    }

    /// <summary>The value that the text consists of, or null after a syntax error.</summary>
    public static JsonNode? Parse(string text, SourceMap map, DiagnosticBag diagnostics)
    {
        var reader = new JsonSyntaxReader(text, map, diagnostics);
        try
        {
            reader.CheckCharacters(text);
            return reader.ParseDocument();
        }
        catch (JsonTextException exception)
        {
            diagnostics.Report(exception.Description, map.Mark(exception.Range), exception.Argument);
            return null;
        }
    }

    private void CheckCharacters(string text)
    {
        if (string.IsNullOrWhiteSpace(text.TrimStart('\uFEFF')))
            throw new JsonTextException(DiagnosticCatalog.JsonEmpty, _positions.CharacterRange(0, 0));
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i))
                throw new JsonTextException(DiagnosticCatalog.JsonInvalidText, _positions.CharacterRange(i, i + 1));
            i++;
        }
    }

    private JsonNode ParseDocument()
    {
        var options = new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = MaximumDepth + 1, // The check in Enter comes first and says it in our words.
        };
        var reader = new Utf8JsonReader(_positions.Utf8.AsSpan(_skipped), options);
        try
        {
            reader.Read();
            var node = ParseValue(ref reader, 0);
            reader.Read(); // Fails on anything behind the value.
            return node;
        }
        catch (JsonException exception)
        {
            throw new JsonTextException(DiagnosticCatalog.JsonSyntax, RangeOf(exception), MessageOf(exception));
        }
    }

    private JsonNode ParseValue(ref Utf8JsonReader reader, int depth) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ParseObject(ref reader, Enter(ref reader, depth)),
        JsonTokenType.StartArray => ParseArray(ref reader, Enter(ref reader, depth)),
        JsonTokenType.String => new JsonString(TokenRange(ref reader), ParseText(ref reader)),
        JsonTokenType.Number => new JsonNumber(TokenRange(ref reader), Encoding.UTF8.GetString(reader.ValueSpan.ToArray())),
        JsonTokenType.True => new JsonBoolean(TokenRange(ref reader), true),
        JsonTokenType.False => new JsonBoolean(TokenRange(ref reader), false),
        _ => new JsonNull(TokenRange(ref reader)),
    };

    private JsonObject ParseObject(ref Utf8JsonReader reader, int depth)
    {
        var start = (int)reader.TokenStartIndex;
        var members = new List<JsonMember>();
        var names = new HashSet<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var range = TokenRange(ref reader);
            var name = ParseText(ref reader);
            reader.Read();
            var value = ParseValue(ref reader, depth);
            if (names.Add(name))
                members.Add(new JsonMember(name, range, value));
            else
                _diagnostics.Report(DiagnosticCatalog.JsonDuplicateProperty, _map.Mark(range), name);
        }

        return new JsonObject(RangeFrom(start, ref reader), members);
    }

    private JsonArray ParseArray(ref Utf8JsonReader reader, int depth)
    {
        var start = (int)reader.TokenStartIndex;
        var elements = new List<JsonNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            elements.Add(ParseValue(ref reader, depth));
        return new JsonArray(RangeFrom(start, ref reader), elements);
    }

    private int Enter(ref Utf8JsonReader reader, int depth) => depth < MaximumDepth
        ? depth + 1
        : throw new JsonTextException(DiagnosticCatalog.JsonTooDeep, TokenRange(ref reader), $"{MaximumDepth}");

    private string ParseText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // The text itself is well formed, so it is an escape such as \uD800 without its other half.
            throw new JsonTextException(DiagnosticCatalog.JsonInvalidText, TokenRange(ref reader));
        }
    }

    private TextRange TokenRange(ref Utf8JsonReader reader)
    {
        var quotes = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0;
        return _positions.RangeOf(_skipped + (int)reader.TokenStartIndex, reader.ValueSpan.Length + quotes);
    }

    private TextRange RangeFrom(int start, ref Utf8JsonReader reader) =>
        _positions.RangeOf(_skipped + start, (int)reader.BytesConsumed - start);

    private TextRange RangeOf(JsonException exception)
    {
        var lineStart = _skipped;
        for (var line = 0L; line < (exception.LineNumber ?? 0) && lineStart < _positions.Utf8.Length; line++)
            lineStart = Array.IndexOf(_positions.Utf8, (byte)'\n', lineStart) + 1;
        return _positions.RangeOf(lineStart + (int)(exception.BytePositionInLine ?? 0), 0);
    }

    /// <summary>
    /// The reader's message without the position, which the diagnostic has anyway, and without its last point.
    /// </summary>
    private static string MessageOf(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message.Substring(0, end)).TrimEnd('.');
    }

    /// <summary>Ends parsing, as <see cref="JsonException"/> does for the reader itself.</summary>
    private sealed class JsonTextException(DiagnosticDescription description, TextRange range, string argument = "") : Exception
    {
        public DiagnosticDescription Description { get; } = description;

        public TextRange Range { get; } = range;

        public string Argument { get; } = argument;
    }
}

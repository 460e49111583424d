using System.Globalization;
using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>How much a diagnostic matters.</summary>
internal enum DiagnosticSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>The fixed part of a diagnostic: what <c>docs/diagnostics</c> has a page for.</summary>
/// <param name="Id">MC and four digits.</param>
/// <param name="Title">One phrase, for lists.</param>
/// <param name="MessageFormat">A composite format: where, what was expected, what was found, how to mend it.</param>
internal sealed record DiagnosticDescription(string Id, string Title, string MessageFormat, DiagnosticSeverity Severity)
{
    public CompilerDiagnostic At(DiagnosticTarget target, params object[] arguments) =>
        new(this, target, arguments.Select(Print).ToEquatableArray())
        {
            Correction = arguments.OfType<NameSuggestion>().FirstOrDefault()?.Correction,
        };

    private static string Print(object argument) =>
        PrintableText.From(Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "");
}

/// <summary>
/// A mistake or a remark, with a position in the user's words that the host turns into a source location.
/// </summary>
internal sealed record CompilerDiagnostic(
    DiagnosticDescription Description, DiagnosticTarget Target, EquatableArray<string> Arguments)
{
    /// <summary>The misspelt name that it is about; null if it is about none, or if no other name is near.</summary>
    public NameCorrection? Correction { get; init; }

    public string Id => Description.Id;

    public bool IsError => Description.Severity == DiagnosticSeverity.Error;

    public string Message =>
        string.Format(CultureInfo.InvariantCulture, Description.MessageFormat, [.. Arguments]);

    public override string ToString() => $"{Id}: {Message}";
}

/// <summary>
/// What a diagnostic speaks about, without a source position: a definition carries no positions, so that moving a
/// class or reformatting a file compiles to an equal definition. The front end keeps a <see cref="SourceMap"/> beside it.
/// </summary>
/// <param name="Layer">Index of the layer in <c>ModelDefinition.Layers</c>; −1 for the model itself.</param>
/// <param name="Property">
/// The property's name in the layer catalogue (camelCase), or <c>name</c> or <c>from</c>; for the model <c>name</c>, <c>weights</c> or
/// <c>outputs</c>; null for the layer or model itself.
/// </param>
/// <param name="Mark">
/// A place in the source that is none of these: see <see cref="SourceMap.Mark"/>. 0 for none.
/// </param>
internal readonly record struct DiagnosticTarget(int Layer, string? Property = null, int Mark = 0)
{
    public static DiagnosticTarget Model { get; } = new(-1);
}

/// <summary>A range of text in one source: zero-based offset, length, line and column.</summary>
internal readonly record struct TextRange(int Start, int Length, int Line, int Column, int EndLine, int EndColumn);

/// <summary>Where each layer and property of a definition stands in its source text.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<DiagnosticTarget, TextRange> _ranges = [];
    private int _marks;

    public void Add(DiagnosticTarget target, TextRange range) => _ranges[target] = range;

    /// <summary>
    /// A new target for a range that is no layer or property, such as a syntax error or one element of a list.
    /// </summary>
    public DiagnosticTarget Mark(TextRange range)
    {
        var target = new DiagnosticTarget(-1, Mark: ++_marks);
        _ranges.Add(target, range);
        return target;
    }

    /// <summary>The range of the target, or of the nearest thing around it: its layer, then the model.</summary>
    public TextRange? Find(DiagnosticTarget target)
    {
        if (_ranges.TryGetValue(target, out var range)
            || _ranges.TryGetValue(new DiagnosticTarget(target.Layer), out range)
            || _ranges.TryGetValue(DiagnosticTarget.Model, out range))
            return range;
        return null;
    }
}

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>Names of layers: those of the file as far as they are different and have a letter to see.</summary>
internal sealed class UniqueNames
{
    // Names are the file's: one of a megabyte would be repeated in messages, reports and generated code.
    private const int MaximumLength = 500;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _steps = new(StringComparer.Ordinal);

    /// <summary>The name, or one that begins with it if it is taken.</summary>
    public string Take(string name)
    {
        var fit = Fit(name);
        return _taken.Add(fit) ? fit : TakeStep(fit);
    }

    /// <summary>Whether the name could be taken as it is.</summary>
    public bool TryTake(string name) => Fit(name) == name && _taken.Add(name);

    /// <summary>A name for a step on the way to the value: <c>value::1</c>.</summary>
    public string TakeStep(string value)
    {
        var stem = Fit(value);
        while (true)
        {
            _steps[stem] = _steps.GetValueOrDefault(stem) + 1;
            var name = FormattableString.Invariant($"{stem}::{_steps[stem]}");
            if (_taken.Add(name))
                return name;
        }
    }

    private static string Fit(string name) =>
        string.IsNullOrWhiteSpace(name) ? "value" : name.Length > MaximumLength ? name[..MaximumLength] : name;
}

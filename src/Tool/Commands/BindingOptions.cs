using System.CommandLine;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary>
/// What a command line says about the inputs of ONNX models. Where it names several files, <c>FILE:</c> in front of a value makes it
/// hold for one of them.
/// </summary>
internal sealed class BindingOptions
{
    private readonly Option<string[]> _dimensions = new("--dimensions")
    {
        Description = "Numbers for symbolic dimensions of an .onnx model.", HelpName = "NAME=NUMBER;…",
    };

    private readonly Option<string[]> _bindings = new("--bind")
    {
        Description = "Values for inputs of an .onnx model that determine shapes.", HelpName = "NAME=NUMBER,NUMBER;…",
    };

    public void AddTo(Command command)
    {
        command.Add(_dimensions);
        command.Add(_bindings);
    }

    /// <summary>What is said about a file's model; null with an error if it makes no sense.</summary>
    /// <param name="files">All files that the command line names.</param>
    public ModelBindings? Read(ParseResult arguments, string file, IReadOnlyCollection<string> files, Report report)
    {
        if (ModelBindings.Parse(For(_dimensions), For(_bindings), out var mistake) is { } bindings)
            return bindings;
        report.UsageError(mistake);
        return null;

        IEnumerable<string> For(Option<string[]> option) => (arguments.GetValue(option) ?? [])
            .Where(value => !files.Any(other => other != file && IsFor(value, other)))
            .SelectMany(value => (IsFor(value, file) ? value[(file.Length + 1)..] : value)
                .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsFor(string value, string file) => value.StartsWith(file + ":", StringComparison.Ordinal);
}

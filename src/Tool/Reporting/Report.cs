using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tool.Reporting;

/// <summary>
/// How every command speaks: results on standard output, mistakes on standard error in the form that MSBuild and editors
/// recognise, <c>FILE : error MC0320: message</c>, one line each.
/// </summary>
internal sealed class Report(TextWriter output, TextWriter error)
{
    public bool HasErrors { get; private set; }

    /// <summary>The exit code of a command that reported here.</summary>
    public int ExitCode => HasErrors ? 1 : 0;

    public void Line(string text) => output.WriteLine(PrintableText.From(text));

    /// <param name="origin">The file that the mistake is in, or the tool's name.</param>
    public void Error(string origin, DiagnosticDescription description, params object[] arguments)
    {
        HasErrors = true;
        error.WriteLine($"{PrintableText.From(origin)} : error {description.At(DiagnosticTarget.Model, arguments)}");
    }
}

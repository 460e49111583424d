using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tool.Reporting;

/// <summary>
/// How every command speaks: results on standard output, mistakes on standard error in the form that MSBuild and editors
/// recognise, one line each: <c>FILE : error MC0320: message</c>, or <c>FILE(line,column): error MC0122: message</c> where the place
/// is known.
/// </summary>
/// <param name="isTerminal">Whether the output is read by a person: tables get lines and fit the window.</param>
internal sealed class Report(TextWriter output, TextWriter error, bool isTerminal = false)
{
    private const string ToolName = "modelc";

    private readonly List<CompilerDiagnostic> _reported = [];

    private const int Failed = 1;
    private const int WrongCommandLine = 2;

    /// <summary>A report that nobody reads: what was reported is to be asked for.</summary>
    public static Report Silent() => new(TextWriter.Null, TextWriter.Null);

    /// <summary>What was reported, in its order.</summary>
    public IReadOnlyList<CompilerDiagnostic> Reported => _reported;

    public bool IsTerminal => isTerminal;

    public bool HasErrors => ExitCode != 0;

    /// <summary>0 without errors, 1 if a model or file has mistakes, 2 if the command line has.</summary>
    public int ExitCode { get; private set; }

    public void Line(string text = "") => output.WriteLine(PrintableText.From(text));

    /// <summary>Writes text that is for machines, or that was made safe to print before.</summary>
    public void Raw(string text) => output.Write(text);

    public void Table(ReportTable table) => table.Write(output, isTerminal);

    /// <param name="origin">The file that the mistake is in.</param>
    public void Error(string origin, DiagnosticDescription description, params object[] arguments) =>
        Diagnostic(origin, description.At(DiagnosticTarget.Model, arguments), null);

    /// <summary>A model file that is not there, or that the system does not let us read.</summary>
    public void UnreadModel(string file, Exception exception)
    {
        if (exception is FileNotFoundException or DirectoryNotFoundException)
            Error(file, DiagnosticCatalog.Tool.ModelMissing);
        else
            Error(file, DiagnosticCatalog.Tool.ModelUnreadable, exception.Message.TrimEnd('.'));
    }

    /// <summary>Says that what was asked for went wrong without a mistake in a file: the exit code is 1.</summary>
    public void Fail() => ExitCode = ExitCode == 0 ? Failed : ExitCode;

    /// <summary>A command line that asks for something impossible.</summary>
    public void UsageError(string text)
    {
        Error(ToolName, DiagnosticCatalog.Tool.CommandLineInvalid, text.TrimEnd('.'));
        ExitCode = WrongCommandLine;
    }

    /// <summary>A mistake of the tool itself.</summary>
    public void InternalError(string work, string message) => Error(ToolName, DiagnosticCatalog.InternalError, work, message);

    /// <summary>The compiler's diagnostics on a file, errors and warnings; remarks are left to commands that print such things.</summary>
    public void Diagnostics(string file, EquatableArray<CompilerDiagnostic> diagnostics, SourceMap map)
    {
        foreach (var diagnostic in diagnostics.Where(d => d.Description.Severity != DiagnosticSeverity.Info))
            Diagnostic(file, diagnostic, map.Find(diagnostic.Target));
    }

    /// <summary>What a reader found in a file, errors and warnings.</summary>
    public void Diagnostics(string file, DiagnosticBag diagnostics, SourceMap map) =>
        Diagnostics(file, diagnostics.Diagnostics.ToEquatableArray(), map);

    public void Diagnostic(string file, CompilerDiagnostic diagnostic, TextRange? range)
    {
        // Lines and columns are counted from 1 where people read them.
        var place = range is { } found ? $"({found.Line + 1},{found.Column + 1}):" : " :";
        error.WriteLine($"{PrintableText.From(file)}{place} {(diagnostic.IsError ? "error" : "warning")} {diagnostic}");
        _reported.Add(diagnostic);
        if (diagnostic.IsError)
            Fail();
    }
}

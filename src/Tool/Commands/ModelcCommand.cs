using System.CommandLine;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary>The tool: a list of commands.</summary>
internal static class ModelcCommand
{
    private const string Name = "modelc";

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: 0, or 1 if there are errors.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var report = new Report(output, error);
        var root = new RootCommand("Compiles neural networks to C#. An argument @FILE stands for the lines of a file, one argument each.")
        {
            ImportCommand.Create(report),
            CostsCommand.Create(report),
        };
        var parsed = root.Parse(arguments.Count > 0 ? arguments : ["--help"], new ParserConfiguration { ResponseFileTokenReplacer = ReadResponseFile });
        foreach (var mistake in parsed.Errors)
            report.Error(Name, DiagnosticCatalog.Tool.CommandLineInvalid, mistake.Message.TrimEnd('.'));
        if (report.HasErrors)
            return report.ExitCode;
        return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error });
    }

    // One argument per line, unquoted: the usual form splits lines at blanks and has no way to write a quote.
    private static bool ReadResponseFile(string token, out IReadOnlyList<string>? replacement, out string? error)
    {
        try
        {
            (replacement, error) = (File.ReadAllLines(token), null);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            (replacement, error) = (null, exception.Message);
            return false;
        }
    }
}

using System.CommandLine;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary>The tool: a list of commands.</summary>
internal static class ModelcCommand
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: 0, 1 if a model or file has mistakes, 2 if the command line has.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var report = new Report(output, error, isTerminal: output == Console.Out && !Console.IsOutputRedirected);
        var root = new RootCommand("Compiles neural networks to C#. An argument @FILE stands for the lines of a file, one argument each.")
        {
            InspectCommand.Create(report),
            ReportCommand.Create(report),
            ConvertCommand.Create(report),
            GenerateCommand.Create(report),
            RunCommand.Create(report),
            VerifyCommand.Create(report),
            BenchCommand.Create(report),
            ImportCommand.Create(report),
            CostsCommand.Create(report),
        };
        var parsed = root.Parse(arguments.Count > 0 ? arguments : ["--help"], new ParserConfiguration { ResponseFileTokenReplacer = ReadResponseFile });
        foreach (var mistake in parsed.Errors)
            report.UsageError(mistake.Message);
        return report.HasErrors ? report.ExitCode : Invoke(parsed, output, error, report);
    }

    private static int Invoke(ParseResult parsed, TextWriter output, TextWriter error, Report report)
    {
        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception)
        {
            // No model and no file may do this: the message asks for a report.
            report.InternalError(string.Join(' ', parsed.Tokens), exception.Message);
            return report.ExitCode;
        }
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

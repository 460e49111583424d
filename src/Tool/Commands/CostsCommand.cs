using System.CommandLine;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Costs;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc costs</c>: says what each model in an assembly costs, one line per model.</summary>
internal static class CostsCommand
{
    public static Command Create(Report report)
    {
        var assembly = new Argument<string>("ASSEMBLY") { Description = "An assembly with compiled models." };
        var command = new Command("costs", "Prints parameters, MACs, weight bytes and arena bytes of compiled models.") { assembly };
        command.SetAction(arguments => Print(arguments.GetValue(assembly)!, report));
        return command;
    }

    private static int Print(string assembly, Report report)
    {
        try
        {
            foreach (var (model, cost) in ModelCosts.Read(assembly))
                report.Line($"{model}: {cost}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            report.Error(assembly, DiagnosticCatalog.Tool.CommandLineInvalid, exception.Message);
        }

        return report.ExitCode;
    }
}

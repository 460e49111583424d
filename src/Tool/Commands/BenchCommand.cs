using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ModelCompiler.Tool.Benchmarking;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc bench</c>: compiles a model in memory and measures it.</summary>
internal static class BenchCommand
{
    private const double DefaultSeconds = 3;
    private const double MaximumSeconds = 3600;

    public static Command Create(Report report)
    {
        var model = new ModelArguments();
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to measure.",
            HelpName = "S",
            DefaultValueFactory = _ => DefaultSeconds,
            CustomParser = ParseSeconds,
        };
        var command = new Command("bench", "Measures the time, memory and start of a model.") { seconds };
        model.AddTo(command);
        command.SetAction(arguments =>
        {
            if (model.Load(arguments, report)?.Plan(InMemoryCompiler.CompilerOptions, report) is { } planned
                && planned.FindWeights(report) is not null)
                BenchReport.Print(ModelBenchmark.Run(planned, () => planned.FindWeights(report)!, arguments.GetValue(seconds)), report);
            return report.ExitCode;
        });
        return command;
    }

    private static double ParseSeconds(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds is not (> 0 and <= MaximumSeconds))
            result.AddError($"--seconds must be a number above 0 and up to {MaximumSeconds}, but is '{text}'.");
        return seconds;
    }
}

using System.CommandLine;
using System.Text;
using ModelCompiler.Tool.Benchmarking;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.HtmlReport;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Output;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc report</c>: what <c>inspect</c> prints and more, as a page to look at.</summary>
internal static class ReportCommand
{
    private const double DefaultSeconds = 3;

    public static Command Create(Report report)
    {
        var model = new ModelArguments();
        var output = new Option<string>("--output", "-o") { Description = "The page to write.", HelpName = "FILE.html", Required = true };
        var measure = new Option<bool>("--measure") { Description = "Compiles the model, runs it, and shows the times of its layers." };
        var seconds = SecondsOption.Create("How long to measure.", DefaultSeconds);
        var target = TargetOption.Create();
        var command = new Command("report", "Writes a page about a model: graph, layers, algorithms, memory, times and errors.")
        {
            output, measure, seconds, target,
        };
        model.AddTo(command);
        command.SetAction(arguments =>
        {
            var options = InMemoryCompiler.CompilerOptions with { Target = arguments.GetValue(target), Profile = arguments.GetValue(measure) };
            if (model.Load(arguments, report)?.Plan(options, report) is not { } planned)
                return report.ExitCode;
            var profile = options.Profile ? Measure(planned, arguments.GetValue(seconds), report) : null;
            if (options.Profile == profile is not null)
                Write(new ReportFacts(planned.Plan, options.Target, profile), arguments.GetValue(output)!, report);
            return report.ExitCode;
        });
        return command;
    }

    private static ModelProfile? Measure(PlannedModel planned, double seconds, Report report) =>
        planned.FindWeights(report) is { } weights ? LayerTimes.Measure(planned, weights, threads: 1, seconds) : null;

    private static void Write(ReportFacts facts, string file, Report report)
    {
        var page = Encoding.UTF8.GetBytes(ReportPage.Print(facts));
        var files = new OutputFiles();
        files.Add(file, stream => stream.Write(page));
        if (files.Write(file, report))
            report.Line($"{file}: {facts.Plan.Name}, {Units.Count(facts.Plan.Layers.Count)} layers");
    }
}

using System.CommandLine;
using ModelCompiler.Compiler;
using ModelCompiler.Tool.Benchmarking;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc bench</c>: compiles a model in memory and measures it.</summary>
internal static class BenchCommand
{
    private const double DefaultSeconds = 3;

    public static Command Create(Report report)
    {
        var model = new ModelArguments();
        var seconds = SecondsOption.Create("How long to measure.", DefaultSeconds);
        var target = TargetOption.Create();
        var layers = new Option<bool>("--layers") { Description = "Measures every layer, too." };
        var layer = new Option<string?>("--layer") { Description = "A convolution to measure by itself, with --all-algorithms.", HelpName = "NAME" };
        var all = new Option<bool>("--all-algorithms") { Description = "Measures the convolution of --layer by every algorithm that can compute it." };
        var threads = ThreadsOption.Create("Threads that compute.");
        var command = new Command("bench", "Measures the time, memory and start of a model.") { seconds, layers, layer, all, threads, target };
        model.AddTo(command);
        command.Validators.Add(arguments =>
        {
            if (arguments.GetValue(all) != (arguments.GetValue(layer) is not null))
                arguments.AddError("--layer NAME and --all-algorithms go together: they measure one convolution by every algorithm");
        });
        command.SetAction(arguments =>
        {
            var options = InMemoryCompiler.CompilerOptions with { Target = arguments.GetValue(target) };
            if (model.Load(arguments, report) is not { } loaded)
                return report.ExitCode;
            if (arguments.GetValue(layer) is { } name)
            {
                if (ConvolutionLayer.Find(loaded, name, report) is { } found)
                    AlgorithmTimes.Print(loaded, found, options, arguments.GetValue(threads), arguments.GetValue(seconds), report);
                return report.ExitCode;
            }

            if (loaded.Plan(options, report) is not { } planned
                || planned.FindWeights(report) is null)
                return report.ExitCode;
            var (time, count) = (arguments.GetValue(seconds), arguments.GetValue(threads));
            BenchReport.Print(ModelBenchmark.Run(planned, () => planned.FindWeights(report)!, count, time), report);
            if (arguments.GetValue(layers))
                PrintLayers(loaded, options, count, time, report);
            return report.ExitCode;
        });
        return command;
    }

    // A compilation of its own: the clock between the layers takes part of a small model's time.
    private static void PrintLayers(LoadedModel loaded, CompilerOptions options, int threads, double seconds, Report report)
    {
        var planned = loaded.Plan(options with { Profile = true }, report)!;
        report.Line();
        LayerTimes.Print(planned.Plan, LayerTimes.Measure(planned, planned.FindWeights(report)!, threads, seconds), report);
    }
}

using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Running;
using ModelCompiler.Benchmarks.Kernels.Constants;
using ModelCompiler.Benchmarks.Kernels.Functions;
using ModelCompiler.Benchmarks.Kernels.Plots;
using ModelCompiler.Testing.Reference.Functions;
using ModelCompiler.Tool.Commands;

namespace ModelCompiler.Benchmarks.Kernels;

/// <summary>The command line.</summary>
internal static class KernelsCommand
{
    private const double DefaultSeconds = 20;

    public static RootCommand Create() => new("Measures kernels: layer by layer, and the constants of the cost model.")
    {
        Constants(), Layers(), Functions(), Roofline(),
    };

    private static Command Constants()
    {
        var (seconds, bits) = (Seconds("How long to measure at each vector width."), Bits());
        var command = new Command("constants", "Measures this machine and prints the constants of the cost model.") { seconds, bits };
        command.SetAction(arguments => VectorWidths.Run(
            arguments.GetValue(bits)!,
            () => ConstantsRun.Run(TimeSpan.FromSeconds(arguments.GetValue(seconds)), Console.Out),
            ["constants", "--seconds", arguments.GetValue(seconds).ToString(CultureInfo.InvariantCulture)]));
        return command;
    }

    private static Command Layers()
    {
        var bits = Bits();
        var options = new Argument<string[]>("OPTIONS")
        {
            Description = "Options of BenchmarkDotNet, behind --.", Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("layers", "Measures layers, each with every algorithm, by BenchmarkDotNet.") { bits, options };
        command.SetAction(arguments => VectorWidths.Run(
            arguments.GetValue(bits)!,
            () => BenchmarkSwitcher.FromTypes([typeof(LayerBenchmarks)]).Run(["--filter", "*", .. arguments.GetValue(options) ?? []]),
            ["layers", .. arguments.GetValue(options) is { Length: > 0 } given ? ["--", .. given] : Array.Empty<string>()]));
        return command;
    }

    private static Command Functions()
    {
        var bits = Bits();
        var names = new Argument<string[]>("FUNCTION") { Description = "Which functions; all if not given.", Arity = ArgumentArity.ZeroOrMore };
        names.AcceptOnlyFromAmong([.. VectorFunction.All.Select(function => function.Name)]);
        var command = new Command("functions", "Measures the largest error of each vectorised function over all floats.") { names, bits };
        command.SetAction(arguments => VectorWidths.Run(
            arguments.GetValue(bits)!,
            () => FunctionErrors.Run(arguments.GetValue(names)!, Console.Out),
            ["functions", .. arguments.GetValue(names)!]));
        return command;
    }

    private static Command Roofline()
    {
        var seconds = Seconds("How long to measure each network.");
        var models = new Argument<FileInfo[]>("MODEL") { Description = "Model files.", Arity = ArgumentArity.OneOrMore };
        models.AcceptExistingOnly();
        var output = new Option<FileInfo>("--output", "-o") { Description = "The plot to write.", HelpName = "FILE.svg", Required = true };
        var command = new Command("roofline", "Plots the layers of networks against the limits of this machine.") { models, seconds, output };
        command.SetAction(arguments => RooflineRun.Run(
            arguments.GetValue(models)!, TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(output)!));
        return command;
    }

    private static Option<int[]> Bits()
    {
        var option = new Option<int[]>("--bits")
        {
            Description = "Widths of vectors, 512, 256 or 128; all that there are if not given.",
            HelpName = "N",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. VectorWidths.Supported],
        };
        option.AcceptOnlyFromAmong("512", "256", "128");
        return option;
    }

    private static Option<double> Seconds(string description) => SecondsOption.Create(description, DefaultSeconds);
}

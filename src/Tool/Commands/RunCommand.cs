using System.CommandLine;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Npy;
using ModelCompiler.Tool.Output;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc run</c>: compiles a model in memory and runs it on arrays of NumPy.</summary>
internal static class RunCommand
{
    public static Command Create(Report report)
    {
        var model = new ModelArguments();
        var inputs = new Option<string[]>("--input") { Description = "An array for an input.", HelpName = "NAME=FILE.npy" };
        var random = SeedOption.Create("--random", "Draws the inputs that are not given from a seed.");
        var output = new Option<string>("--output-dir") { Description = "Where to write NAME.npy for each output.", HelpName = "DIR", Required = true };
        var target = TargetOption.Create();
        var threads = ThreadsOption.Create("Threads that compute.");
        var command = new Command("run", "Runs a model on .npy files.") { inputs, random, output, threads, target };
        model.AddTo(command);
        command.SetAction(arguments =>
        {
            var options = InMemoryCompiler.CompilerOptions with { Target = arguments.GetValue(target) };
            if (InputFiles.Parse(arguments.GetValue(inputs) ?? [], report) is { } files
                && model.Load(arguments, report)?.Plan(options, report) is { } planned
                && planned.FindWeights(report) is { } weights
                && new InputFiles(files, arguments.GetValue(random)).Read(planned, report) is { } values)
                Run(InMemoryCompiler.Compile(planned), weights, arguments.GetValue(threads), values, arguments.GetValue(output)!, report);
            return report.ExitCode;
        });
        return command;
    }

    private static void Run(
        InMemoryModel model, ModelWeights weights, int threads, Array[] inputs, string directory, Report report)
    {
        var outputs = model.NewOutputs();
        using (var instance = model.Create(weights, threads))
            model.Run(instance, inputs, outputs);

        var names = FileNames.For([.. model.Surface.Outputs.Select(port => port.Port.Name)]);
        var paths = names.Select(name => Path.Combine(directory, name + ".npy")).ToList();
        var files = new OutputFiles();
        for (var i = 0; i < outputs.Length; i++)
        {
            var array = new NpyArray(model.Surface.Outputs[i].CallerShape, outputs[i]);
            files.Add(paths[i], stream => NpyFile.Write(array, stream));
        }

        if (!files.Write(directory, report))
            return;
        for (var i = 0; i < outputs.Length; i++)
            report.Line($"{paths[i]}: {model.Surface.Outputs[i].Port.Name} {model.Surface.Outputs[i].ShapeText}");
    }
}

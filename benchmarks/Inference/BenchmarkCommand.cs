using System.CommandLine;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Tool.Commands;

namespace ModelCompiler.Benchmarks.Inference;

/// <summary>The command line.</summary>
internal static class BenchmarkCommand
{
    private const double DefaultSeconds = 3;
    private const int MaximumBatch = 1024;

    public static RootCommand Create()
    {
        var models = new Option<DirectoryInfo[]>("--models")
        {
            Description = "Folders of networks: files *.onnx, and model.onnx in the folder and in each folder in it.",
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
        };
        models.AcceptExistingOnly();
        var zoo = new Option<bool>("--zoo")
        {
            Description = "The networks of samples/Zoo, as modelc convert writes them; so it is without --models.",
        };
        var filter = new Option<string>("--filter")
        {
            Description = "Only networks whose names contain this.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var seconds = SecondsOption.Create("How long to measure each network.", DefaultSeconds);
        var threads = ThreadsOption.Create("Threads of both engines.");
        var batch = CountOption.Create(
            "--batch", "Samples per run, for networks of the zoo and those that leave their first dimension open.",
            minimum: 1, MaximumBatch, usual: 1);
        var output = new Option<FileInfo?>("--output")
        {
            Description = "Writes the results to a page.",
            HelpName = "FILE",
        };
        var exact = new Option<bool>("--exact")
        {
            Description = "Computes every network in double precision, too, and tells how far both engines are from that. Takes a minute for large ones.",
        };
        var onlyCompiled = new Option<bool>("--only-compiled")
        {
            Description = "Measures compiled models only, without ONNX Runtime's library and without a page.",
        };
        var command = new RootCommand("Measures compiled models and ONNX Runtime side by side.")
        {
            models, zoo, filter, seconds, threads, batch, exact, output, onlyCompiled,
        };
        command.SetAction(arguments =>
        {
            var networks = Networks(
                arguments.GetValue(models) ?? [], arguments.GetValue(zoo), arguments.GetValue(filter)!, arguments.GetValue(batch));
            var time = TimeSpan.FromSeconds(arguments.GetValue(seconds));
            if (arguments.GetValue(onlyCompiled))
                return CompiledRun.Run(networks, time);
            return new BenchmarkRun(CommandText(arguments), arguments.GetValue(threads), time, arguments.GetValue(exact))
                .Run(networks, arguments.GetValue(output));
        });
        return command;
    }

    private static IEnumerable<Network> Networks(DirectoryInfo[] folders, bool withZoo, string filter, int batch)
    {
        var found = folders.SelectMany(folder => Network.Find(folder.FullName, batch)).Where(network => IsWanted(network.Name));
        return withZoo || folders.Length == 0 ? ZooNetworks.Convert(IsWanted, batch).Concat(found) : found;

        bool IsWanted(string name) => name.Contains(filter, StringComparison.OrdinalIgnoreCase);
    }

    // Where folders are on this machine is nobody's business.
    private static string CommandText(ParseResult arguments) =>
        "dotnet run -c Release --project benchmarks/Inference -- " + string.Join(' ', arguments.Tokens.Select(token =>
            Path.IsPathFullyQualified(token.Value) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(token.Value)) : token.Value));
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ModelCompiler.Benchmarks.Inference.Networks;

namespace ModelCompiler.Benchmarks.Inference;

/// <summary>The command line.</summary>
internal static class BenchmarkCommand
{
    private const double DefaultSeconds = 3;
    private const double MaximumSeconds = 3600;
    private const int MaximumThreads = 256;
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
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to measure each network.",
            HelpName = "S",
            DefaultValueFactory = _ => DefaultSeconds,
            CustomParser = ParseSeconds,
        };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads of both engines.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            CustomParser = result => ParseCount("--threads", MaximumThreads, result),
        };
        var batch = new Option<int>("--batch")
        {
            Description = "Samples per run, for networks of the zoo and those that leave their first dimension open.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            CustomParser = result => ParseCount("--batch", MaximumBatch, result),
        };
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

    private static double ParseSeconds(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds is not (> 0 and <= MaximumSeconds))
            result.AddError($"--seconds must be a number above 0 and up to {MaximumSeconds}, but is '{text}'.");
        return seconds;
    }

    private static int ParseCount(string option, int maximum, ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1 || count > maximum)
            result.AddError($"{option} must be a whole number from 1 to {maximum}, but is '{text}'.");
        return count;
    }
}

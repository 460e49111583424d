using System.CommandLine;
using ModelCompiler.Tool.Commands;

namespace ModelCompiler.Benchmarks.Generator;

/// <summary>The command line.</summary>
internal static class GeneratorCommand
{
    private const double DefaultSeconds = 3;
    private const int DefaultBuilds = 5;

    public static RootCommand Create()
    {
        var seconds = SecondsOption.Create("How long to measure each kind of change of each project.", DefaultSeconds);
        var builds = CountOption.Create(
            "--builds", "Builds of each project by dotnet build, with the generator and without; 0 for none.",
            minimum: 0, maximum: 100, DefaultBuilds);
        var filter = new Option<string>("--filter")
        {
            Description = "Only projects whose names contain this.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var output = new Option<FileInfo?>("--output")
        {
            Description = "A page of which the results become a section.",
            HelpName = "FILE",
        };
        var command = new RootCommand("Measures what the generator costs in builds and while somebody types.") { filter, seconds, builds, output };
        command.SetAction(arguments => new GeneratorBenchmark(
                CommandText(arguments), arguments.GetValue(filter)!, TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(builds))
            .Run(arguments.GetValue(output)));
        return command;
    }

    // Where folders are on this machine is nobody's business.
    private static string CommandText(ParseResult arguments) => string.Join(' ',
    [
        "dotnet run -c Release --project benchmarks/Generator", .. arguments.Tokens.Count > 0 ? ["--"] : Array.Empty<string>(),
        .. arguments.Tokens.Select(token => Path.IsPathFullyQualified(token.Value) ? Path.GetFileName(token.Value) : token.Value),
    ]);
}

using System.CommandLine;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc import</c>: turns binary files into text that the compiler, which reads no files, is given.</summary>
internal static class ImportCommand
{
    public static Command Create(Report report)
    {
        var files = new Argument<string[]>("FILE") { Description = "Weight files (.safetensors).", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output")
        {
            Description = "Directory for NAME.weights.json and for the lists import.manifests and import.resources.",
            HelpName = "DIR",
            Required = true,
        };
        var limit = InlineWeightLimitOption.Create(
            "Up to this many parameters, weights stand in the manifest; above, the file becomes an embedded resource.");
        var prefix = new Option<string>("--resource-prefix")
        {
            Description = "What the names of embedded resources begin with; the file as written follows.",
            HelpName = "P",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("import", "Reads weight files for the compiler.") { files, output, limit, prefix };
        command.SetAction(arguments => Import(
            arguments.GetValue(files)!, arguments.GetValue(output)!,
            new WeightImport(arguments.GetValue(limit), arguments.GetValue(prefix)!), report));
        return command;
    }

    /// <summary>Writes only if every file is good, so that a failed import leaves the last good one.</summary>
    private static int Import(string[] files, string directory, WeightImport import, Report report)
    {
        var weights = new List<ImportedWeights>();
        foreach (var file in files.Distinct())
            if (import.Read(file, report) is { } read)
                weights.Add(read);
        if (!report.HasErrors)
            Write(weights, new OutputDirectory(directory), report);
        return report.ExitCode;
    }

    private static void Write(List<ImportedWeights> weights, OutputDirectory directory, Report report)
    {
        try
        {
            foreach (var file in weights)
                directory.Write(file.ManifestName, file.Manifest);
            directory.Write("import.manifests", Lines(weights.Select(file => directory.PathOf(file.ManifestName))));
            directory.Write("import.resources", Lines(weights.Where(file => file.Resource is not null).Select(file => file.Source)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Error(directory.Path, DiagnosticCatalog.Tool.OutputFailed, exception.Message);
            return;
        }

        foreach (var file in weights)
            report.Line(file.ToString());
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}

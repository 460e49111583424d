using System.CommandLine;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc import</c>: turns binary files into text that the compiler, which reads no files, is given.</summary>
internal static class ImportCommand
{
    public static Command Create(Report report)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Models (.onnx, Keras .json) and weight files (.safetensors).", Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output")
        {
            Description = "Directory for NAME.onnx.json, NAME.keras.json, NAME.weights.json and the lists import.*.", HelpName = "DIR", Required = true,
        };
        var limit = InlineWeightLimitOption.Create(
            "Up to this many parameters, weights stand in the manifest; above, the file becomes an embedded resource.");
        var prefix = new Option<string>("--resource-prefix")
        {
            Description = "What the names of embedded resources begin with; the file as written follows.",
            HelpName = "P",
            DefaultValueFactory = _ => "",
        };
        var bindings = new BindingOptions();
        var command = new Command("import", "Reads models and weight files for the compiler.") { files, output, limit, prefix };
        bindings.AddTo(command);
        command.SetAction(arguments =>
        {
            var names = arguments.GetValue(files)!.Distinct().ToList();
            var said = names.ToDictionary(name => name, name => bindings.Read(arguments, name, names, report) ?? ModelBindings.None);
            if (!report.HasErrors)
                Import(
                    names, arguments.GetValue(output)!,
                    new OnnxImport(name => said[name], arguments.GetValue(limit), arguments.GetValue(prefix)!),
                    new KerasFileImport(arguments.GetValue(limit), arguments.GetValue(prefix)!),
                    new WeightImport(arguments.GetValue(limit), arguments.GetValue(prefix)!), report);
            return report.ExitCode;
        });
        return command;
    }

    /// <summary>Writes only if every file is good, so that a failed import leaves the last good one.</summary>
    private static void Import(
        IEnumerable<string> names, string directory, OnnxImport onnx, KerasFileImport keras, WeightImport weights, Report report)
    {
        var files = new List<ImportedFile>();
        foreach (var name in names)
        {
            IFileImport import = Path.GetExtension(name).ToLowerInvariant() switch
            {
                OnnxImport.Extension => onnx,
                KerasFileImport.Extension => keras,
                _ => weights,
            };
            if (import.Read(name, report) is { } file)
                files.Add(file);
        }

        if (!report.HasErrors)
            Write(files, new OutputDirectory(directory), report);
    }

    private static void Write(List<ImportedFile> files, OutputDirectory directory, Report report)
    {
        try
        {
            var lists = new ImportLists();
            foreach (var file in files)
                file.Write(directory, lists);
            lists.Write(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Error(directory.Path, DiagnosticCatalog.Tool.OutputFailed, exception.Message);
            return;
        }

        foreach (var file in files)
            report.Line(file.ToString()!);
    }
}

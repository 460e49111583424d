using System.CommandLine;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Generation;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Output;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc generate</c>: the C# of a model as one file, for projects without the generator.</summary>
internal static class GenerateCommand
{
    public static Command Create(Report report)
    {
        var model = new ModelArguments();
        var output = new Option<string>("--output", "-o") { Description = "The file to write.", HelpName = "FILE.cs", Required = true };
        var space = new Option<string>("--namespace") { Description = "The namespace of the class; none without it.", HelpName = "N" };
        var name = new Option<string>("--class") { Description = "The class; without it, the model's name.", HelpName = "C" };
        var limit = InlineWeightLimitOption.Create("Up to this many parameters, weights stand in the C#; above, in a file beside it.");
        var compilationTarget = TargetOption.Create();
        var command = new Command("generate", "Writes a model as C#, for a project that references the runtime library.")
        {
            output, space, name, limit, compilationTarget,
        };
        model.AddTo(command);
        command.SetAction(arguments =>
        {
            if (model.Load(arguments, report) is { } loaded)
                Generate(
                    loaded, arguments.GetValue(output)!,
                    new ModelClass(arguments.GetValue(space) ?? "", arguments.GetValue(name) ?? CSharpText.Pascal(loaded.Definition.Name)),
                    CompilerOptions.Default with
                    {
                        InlineWeightLimit = arguments.GetValue(limit), Target = arguments.GetValue(compilationTarget),
                    },
                    report);
            return report.ExitCode;
        });
        return command;
    }

    private static void Generate(LoadedModel model, string file, ModelClass target, CompilerOptions options, Report report)
    {
        if (model.Plan(options, report) is not { } planned || report.HasErrors)
            return;
        if (GeneratedNames.FindMistake(target, planned.Plan) is { } mistake)
        {
            report.UsageError(mistake);
            return;
        }

        var source = Encoding.UTF8.GetBytes(SingleFile.Create(planned.Plan, target, planned.WeightSet));
        var weights = planned.Plan.Weights is WeightsPlacement.Resource
            ? Path.Combine(Path.GetDirectoryName(file) ?? "", model.WeightFileName) : null;
        var files = new OutputFiles();
        files.Add(file, stream => stream.Write(source));
        if (weights is not null && !IsFile(weights, model.Weights!.Checksum))
            files.Add(weights, stream => SafetensorsFile.Write(model.Weights!.Tensors, stream));
        if (files.Write(file, report))
            Describe(planned, target, file, weights, report);
    }

    /// <summary>Whether the file is there already: in the model's own directory it is the one that the model names.</summary>
    private static bool IsFile(string path, string checksum)
    {
        if (!File.Exists(path))
            return false;
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == checksum;
    }

    private static void Describe(PlannedModel model, ModelClass target, string file, string? weights, Report report)
    {
        report.Line($"{file}: class {target.FullName}, {Units.Count(model.Plan.ParameterCount)} parameters, {Units.Count(model.Plan.Macs)} MACs");
        if (weights is not null && model.Plan.Weights is WeightsPlacement.Resource { LogicalName: var resource })
        {
            report.Line($"{weights}: its weights, which the project must embed:");
            report.Line(
                $"  <EmbeddedResource Include=\"{Xml(Path.GetFileName(weights))}\" LogicalName=\"{Xml(resource)}\" Type=\"Non-Resx\" WithCulture=\"false\" />");
        }
        else if (model.Plan.Weights is WeightsPlacement.NoWeights && model.Plan.StoredTensors.Count > 0)
        {
            report.Line("The model names no weights; pass them at run time, in ModelOptions.Weights.");
        }
    }

    private static string? Xml(string text) => SecurityElement.Escape(text);
}

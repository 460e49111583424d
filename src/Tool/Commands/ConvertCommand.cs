using System.CommandLine;
using System.Text;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Conversion;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Output;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary><c>modelc convert</c>: writes a model as a file of another kind.</summary>
internal static class ConvertCommand
{
    public static Command Create(Report report)
    {
        var model = new ModelArguments();
        var output = new Argument<string>("OUTPUT") { Description = "The file to write: .onnx, or .json with the weights in a .safetensors file beside it." };
        var command = new Command("convert", "Writes a model as ONNX, or as JSON and safetensors.");
        model.AddTo(command);
        command.Add(output);
        command.SetAction(arguments =>
        {
            var file = arguments.GetValue(output)!;
            if (WriterOf(file, report) is { } write && model.Load(arguments, report) is { } loaded
                && ConvertedModel.Of(loaded, report) is { } converted)
                write(converted, file, report);
            return report.ExitCode;
        });
        return command;
    }

    private static Action<ConvertedModel, string, Report>? WriterOf(string file, Report report)
    {
        switch (Path.GetExtension(file).ToLowerInvariant())
        {
            case ".json":
                return WriteJson;
            case ".onnx":
                return WriteOnnx;
            case var extension:
                report.UsageError($"convert writes .onnx and .json, but not '{extension}'");
                return null;
        }
    }

    private static void WriteJson(ConvertedModel model, string file, Report report)
    {
        var weights = Path.ChangeExtension(file, ".safetensors");
        var hasWeights = model.Weights is { Count: > 0 };
        var definition = model.Model.Definition with
        {
            Weights = hasWeights ? new WeightsReference.FromFile(Path.GetFileName(weights)) : WeightsReference.None,
        };
        var text = Encoding.UTF8.GetBytes(JsonModelWriter.Write(definition));
        var files = new OutputFiles();
        files.Add(file, stream => stream.Write(text));
        if (hasWeights)
            files.Add(weights, stream => SafetensorsFile.Write(model.Weights!, stream));
        if (!files.Write(file, report))
            return;
        report.Line($"{file}: {model.Model.Definition.Name}, {Units.Count(definition.Layers.Count)} layers");
        if (hasWeights)
            report.Line($"{weights}: its weights, {Units.Count(model.Weights!.Sum(tensor => (long)tensor.Info.Length))} parameters");
    }

    private static void WriteOnnx(ConvertedModel model, string file, Report report)
    {
        if (model.Weights is null)
        {
            report.Error(model.Model.File, DiagnosticCatalog.Tool.ModelWithoutWeights, model.Model.Definition.Name);
            return;
        }

        var diagnostics = new DiagnosticBag();
        var write = OnnxWriter.Create(model.Graph, tensor => model.ValuesOf(tensor.Name), diagnostics);
        foreach (var diagnostic in diagnostics.Diagnostics)
            report.Diagnostic(model.Model.File, diagnostic, model.Model.Map.Find(diagnostic.Target));
        if (write is null)
            return;
        var files = new OutputFiles();
        files.Add(file, write);
        if (files.Write(file, report))
            report.Line($"{file}: {model.Model.Definition.Name}, {Units.Count(model.Model.Definition.Layers.Count)} layers, opset {OnnxWriter.Opset}");
    }
}

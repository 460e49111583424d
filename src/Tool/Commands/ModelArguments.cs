using System.CommandLine;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Commands;

/// <summary>What every command that reads a model asks for.</summary>
internal sealed class ModelArguments
{
    private readonly Argument<string> _file = new("MODEL") { Description = $"A model file ({ModelLoader.Extensions})." };

    private readonly Option<long?> _randomWeights = SeedOption.Create(
        "--random-weights", "Draws weights from a seed, in place of those that the model names.");

    private readonly Option<string[]> _dimensions = new("--dimensions")
    {
        Description = "Numbers for symbolic dimensions of an .onnx model.", HelpName = "NAME=NUMBER", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _bindings = new("--bind")
    {
        Description = "Values for inputs of an .onnx model that determine shapes.", HelpName = "NAME=NUMBER,…", AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_randomWeights);
        command.Add(_dimensions);
        command.Add(_bindings);
    }

    /// <summary>Reads the model; null with errors if that fails.</summary>
    public LoadedModel? Load(ParseResult arguments, Report report)
    {
        if (ModelBindings.Parse(arguments.GetValue(_dimensions) ?? [], arguments.GetValue(_bindings) ?? [], out var mistake) is { } bindings)
            return ModelLoader.Load(arguments.GetValue(_file)!, arguments.GetValue(_randomWeights), bindings, report);
        report.UsageError(mistake);
        return null;
    }
}

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

    private readonly Option<long?> _batch = new("--batch")
    {
        Description = "How many samples the model takes at once, in place of what a .json model says.", HelpName = "N",
    };

    private readonly BindingOptions _bindings = new();

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_randomWeights);
        command.Add(_batch);
        _bindings.AddTo(command);
    }

    /// <summary>Reads the model; null with errors if that fails.</summary>
    public LoadedModel? Load(ParseResult arguments, Report report)
    {
        var file = arguments.GetValue(_file)!;
        if (_bindings.Read(arguments, file, [file], report) is not { } bindings)
            return null;
        var model = ModelLoader.Load(file, arguments.GetValue(_randomWeights), bindings, report);
        return arguments.GetValue(_batch) is { } batch ? model?.WithBatch(batch) : model;
    }
}

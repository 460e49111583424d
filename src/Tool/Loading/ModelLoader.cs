using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Loading;

/// <summary>Reads model files of every kind.</summary>
internal static class ModelLoader
{
    private static readonly IReadOnlyList<IModelFormat> Formats = [new JsonModelFormat(), new OnnxModelFormat()];

    /// <summary>The extensions that can be read, for help texts.</summary>
    public static string Extensions => string.Join(", ", Formats.Select(format => format.Extension));

    /// <summary>Reads a model; null with errors if that fails.</summary>
    /// <param name="randomWeights">A seed: random weights take the place of those that the model names.</param>
    public static LoadedModel? Load(string file, long? randomWeights, Report report) =>
        Load(file, randomWeights, ModelBindings.None, report);

    /// <summary>Reads a model; null with errors if that fails.</summary>
    /// <param name="randomWeights">A seed: random weights take the place of those that the model names.</param>
    /// <param name="bindings">What is said about the model's inputs.</param>
    public static LoadedModel? Load(string file, long? randomWeights, ModelBindings bindings, Report report)
    {
        var extension = Path.GetExtension(file);
        if (Formats.FirstOrDefault(format => format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase)) is not { } format)
        {
            report.Error(file, DiagnosticCatalog.Tool.ModelKind, extension);
            return null;
        }

        if (!bindings.IsEmpty && !format.TakesBindings)
        {
            report.UsageError($"dimensions and inputs can be bound in .onnx models only, but the model is '{file}'");
            return null;
        }

        try
        {
            var model = format.Read(file, withWeights: randomWeights is null, bindings, report);
            return model is not null && randomWeights is { } seed ? model.WithWeights(new WeightsReference.FromSeed(seed)) : model;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.UnreadModel(file, exception);
            return null;
        }
    }
}

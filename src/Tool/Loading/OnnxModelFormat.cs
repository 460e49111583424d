using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Loading;

/// <summary>ONNX models, with the files in their folder that hold tensors.</summary>
internal sealed class OnnxModelFormat : IModelFormat
{
    /// <summary>An ONNX file has no lines: diagnostics stand at no place in it.</summary>
    public static SourceMap NoPositions { get; } = new();

    public string Extension => ".onnx";

    public bool TakesBindings => true;

    public LoadedModel? Read(string file, bool withWeights, ModelBindings bindings, Report report)
    {
        if (Import(file, ModelFolder.Of(file), bindings, report) is not { } model)
            return null;
        var weights = withWeights && model.Weights.Count > 0 ? StoredWeights.Of(model.Weights) : null;
        return new LoadedModel(file, model.Definition, weights, NoPositions);
    }

    /// <summary>Reads and imports a model; null with errors if that fails.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ImportedModel? Import(string file, ModelFolder folder, ModelBindings bindings, Report report)
    {
        var diagnostics = new DiagnosticBag();
        var model = ReadModel(file, folder, diagnostics);
        var imported = model is null ? null : Import(model, file, bindings, diagnostics);
        report.Diagnostics(file, diagnostics, NoPositions);
        return imported;
    }

    /// <summary>Reads a model; null with diagnostics if that fails.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static OnnxModel? ReadModel(string file, ModelFolder folder, DiagnosticBag diagnostics)
    {
        using var stream = File.OpenRead(file);
        return OnnxReader.Read(stream, folder, diagnostics);
    }

    private static ImportedModel? Import(OnnxModel model, string file, ModelBindings bindings, DiagnosticBag diagnostics)
    {
        var inputs = model.Graph.RequiredInputs.ToDictionary(input => input.Name, StringComparer.Ordinal);
        var tensors = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        foreach (var (name, text) in bindings.Values)
            if (!inputs.TryGetValue(name, out var input))
                diagnostics.Report(
                    DiagnosticCatalog.Onnx.BindingMisfit, DiagnosticTarget.Model, name,
                    "the model has no such input" + NearestName.Suggest(name, inputs.Keys));
            else if (BindingText.Parse(input, text, out var mistake) is { } tensor)
                tensors.Add(name, tensor);
            else
                diagnostics.Report(DiagnosticCatalog.Onnx.BindingMisfit, DiagnosticTarget.Model, name, mistake);
        var options = new ImportOptions
        {
            Name = Path.GetFileNameWithoutExtension(file), Dimensions = bindings.Dimensions, Bindings = tensors,
        };
        return diagnostics.HasErrors ? null : OnnxImporter.Import(model, options, diagnostics);
    }
}

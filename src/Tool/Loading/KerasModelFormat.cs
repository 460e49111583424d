using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Keras;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Loading;

/// <summary>
/// Keras and TensorFlow.js models, which end in .json as definitions do. Weights are those that the file names, or those of the
/// safetensors file of the same name beside it.
/// </summary>
internal static class KerasModelFormat
{
    public static LoadedModel? Read(string file, string text, bool withWeights, Report report)
    {
        var map = new SourceMap();
        if (Import(file, text, ModelFolder.Of(file), withWeights, map, report) is not { } model)
            return null;
        var weights = withWeights && model.Weights.Count > 0 ? StoredWeights.Of(model.Weights) : null;
        return new LoadedModel(file, model.Definition, weights, map);
    }

    /// <summary>Reads and imports a model; null with errors if that fails.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="withWeights">Whether weights beside the file are read.</param>
    /// <exception cref="IOException">The weight file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The weight file may not be read.</exception>
    public static KerasImport? Import(
        string file, string text, ModelFolder folder, bool withWeights, SourceMap map, Report report)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var beside = Path.Combine(Path.GetDirectoryName(file) ?? "", name + ".safetensors");
        IReadOnlyList<ImportedTensor>? weights = null;
        if (withWeights && File.Exists(beside))
        {
            if (SafetensorsFile.Read(beside, report) is not { } stored)
                return null;
            folder.MarkRead(beside);
            weights = stored.ToImportedTensors();
        }

        var diagnostics = new DiagnosticBag();
        var model = KerasImporter.Import(text, name, folder, weights, map, diagnostics);
        report.Diagnostics(file, diagnostics, map);
        return model;
    }
}

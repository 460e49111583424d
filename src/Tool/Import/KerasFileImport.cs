using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Import;

/// <summary>Reads Keras and TensorFlow.js models and writes them as the compiler takes models.</summary>
/// <param name="inlineWeightLimit">Up to this many parameters the description of the weights holds the values too.</param>
/// <param name="resourcePrefix">What names of embedded resources begin with.</param>
internal sealed class KerasFileImport(int inlineWeightLimit, string resourcePrefix) : IFileImport
{
    public const string Extension = ".json";

    public ImportedFile? Read(string file, Report report)
    {
        try
        {
            var folder = ModelFolder.Of(file);
            return KerasModelFormat.Import(file, File.ReadAllText(file), folder, withWeights: true, new SourceMap(), report) is { } model
                ? new ImportedModelFile(
                    file.Replace('\\', '/'), "keras", model.Definition, model.Weights, folder.FilesRead, inlineWeightLimit, resourcePrefix)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.UnreadModel(file, exception);
            return null;
        }
    }
}

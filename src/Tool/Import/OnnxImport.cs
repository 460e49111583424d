using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Import;

/// <summary>Reads ONNX models and writes them as the compiler takes models.</summary>
/// <param name="bindingsOf">What the user says about the inputs of a file's model.</param>
/// <param name="inlineWeightLimit">Up to this many parameters the description of the weights holds the values too.</param>
/// <param name="resourcePrefix">What names of embedded resources begin with.</param>
internal sealed class OnnxImport(Func<string, ModelBindings> bindingsOf, int inlineWeightLimit, string resourcePrefix) : IFileImport
{
    public const string Extension = ".onnx";

    public ImportedFile? Read(string file, Report report)
    {
        try
        {
            var folder = ModelFolder.Of(file);
            return OnnxModelFormat.Import(file, folder, bindingsOf(file), report) is { } model
                ? new ImportedModelFile(
                    file.Replace('\\', '/'), "onnx", model.Definition, model.Weights, folder.FilesRead, inlineWeightLimit, resourcePrefix)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.UnreadModel(file, exception);
            return null;
        }
    }
}

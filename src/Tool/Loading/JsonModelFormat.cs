using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Keras;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Loading;

/// <summary>JSON definitions, with the safetensors file that they name, and Keras files, which are told by their content.</summary>
internal sealed class JsonModelFormat : IModelFormat
{
    private static readonly DiagnosticTarget WeightsProperty = new(-1, "weights");

    public string Extension => ".json";

    public bool TakesBindings => false;

    public LoadedModel? Read(string file, bool withWeights, ModelBindings bindings, Report report)
    {
        var text = File.ReadAllText(file);
        if (KerasFormat.Recognizes(text))
            return KerasModelFormat.Read(file, text, withWeights, report);
        var result = JsonModelReader.Read(text, Path.GetFileNameWithoutExtension(file));
        report.Diagnostics(file, result.Diagnostics, result.Map);
        if (result.HasErrors || result.Definition is not { } definition)
            return null;
        if (!withWeights || definition.Weights is not WeightsReference.FromFile { FileName: var name })
            return new LoadedModel(file, definition, null, result.Map);
        return ReadWeights(file, name, result.Map, report) is { } weights
            ? new LoadedModel(file, definition, weights, result.Map) : null;
    }

    private static StoredWeights? ReadWeights(string file, string name, SourceMap map, Report report)
    {
        var path = Path.Combine(Path.GetDirectoryName(file) ?? "", name);
        if (File.Exists(path))
            return SafetensorsFile.Read(path, report);
        report.Diagnostic(file, DiagnosticCatalog.Tool.ModelWeightsMissing.At(WeightsProperty, name), map.Find(WeightsProperty));
        return null;
    }
}

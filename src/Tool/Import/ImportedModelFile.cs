using System.Globalization;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tool.Import;

/// <summary>A model that was imported: its layers become JSON, its weights a manifest, with the values or with a file to embed.</summary>
/// <param name="format">What distinguishes the names of results from those of other formats: onnx or keras.</param>
/// <param name="externalFiles">Files beside the model that hold tensors of it.</param>
internal sealed class ImportedModelFile(
    string source, string format, ModelDefinition model, IReadOnlyList<ImportedTensor> weights,
    IReadOnlyCollection<string> externalFiles, int inlineWeightLimit, string resourcePrefix)
    : ImportedFile(source)
{
    private readonly StoredWeights _weights = StoredWeights.Of(weights);

    private bool IsInline => _weights.ParameterCount <= inlineWeightLimit;

    // No weight file of the project has this extension, so that no other resource has this name.
    private string BlobName => $"{Stem}.{format}.weights";

    public override void Write(OutputDirectory directory, ImportLists lists)
    {
        // The weights go by the model's name: the project has no other for them.
        var definition = _weights.Tensors.Count == 0
            ? model : model with { Weights = new WeightsReference.FromFile(Source) };
        directory.Write($"{Stem}.{format}.json", JsonModelWriter.Write(definition, Source));
        lists.AddModel(directory.PathOf($"{Stem}.{format}.json"));
        foreach (var file in externalFiles)
            lists.AddInput(file);
        if (_weights.Tensors.Count == 0)
            return;
        var resource = IsInline ? null : resourcePrefix + BlobName;
        directory.Write($"{Stem}.{format}.weights.json", WeightManifestWriter.Write(Source, _weights.Checksum, resource, _weights.Tensors));
        lists.AddManifest(directory.PathOf($"{Stem}.{format}.weights.json"));
        if (IsInline)
            return;
        directory.Write(BlobName, stream => SafetensorsFile.Write(_weights.Tensors, stream));
        lists.AddBlob(directory.PathOf(BlobName));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Source}: {model.Layers.Count:N0} layers, {_weights.ParameterCount:N0} parameters, "
        + $"{(_weights.Tensors.Count == 0 ? "no weights" : IsInline ? "inline" : $"resource {resourcePrefix}{BlobName}")}");
}

using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Keras.Import;
using ModelCompiler.Compiler.Keras.Mapping;
using ModelCompiler.Compiler.Keras.Reading;
using ModelCompiler.Compiler.Keras.Weights;
using ModelCompiler.Compiler.Weights;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras;

/// <summary>A Keras model in the compiler's words.</summary>
/// <param name="Weights">The tensors that layers find under their names, in the order in which the compiler reads them.</param>
internal sealed record KerasImport(ModelDefinition Definition, IReadOnlyList<ImportedTensor> Weights);

/// <summary>
/// From what <c>model.to_json()</c> writes, or a TensorFlow.js layers model, to a definition for the compiler. Models are untrusted:
/// whatever they say, the result is a definition or diagnostics.
/// </summary>
internal static class KerasImporter
{
    /// <summary>Layers that compute on a sequence as on an image of one row.</summary>
    private static readonly HashSet<string> RowLayers = new(StringComparer.Ordinal)
    {
        "Conv1D", "Convolution1D", "SeparableConv1D", "DepthwiseConv1D", "Conv1DTranspose", "MaxPooling1D", "AveragePooling1D",
        "ZeroPadding1D",
    };

    /// <summary>Imports a model; null if it cannot be compiled, which is reported.</summary>
    /// <param name="name">The model's name; mostly that of its file.</param>
    /// <param name="files">The files beside the model.</param>
    /// <param name="weights">The weights of a model whose file does not name any; null if there are none.</param>
    /// <param name="map">Where in the text diagnostics stand.</param>
    public static KerasImport? Import(
        string text, string name, IModelFiles files, IReadOnlyList<ImportedTensor>? weights, SourceMap map, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var root = JsonSyntaxReader.Parse(text, map, found);
        var mistakes = new MistakeList(map, found);
        var import = root is null || found.HasErrors ? null
            : mistakes.Try(() => Import(new JsonPlace(root, ""), name, files, weights, map, mistakes));
        mistakes.Finish();
        diagnostics.AddRange(found.Diagnostics);
        return found.HasErrors ? null : import;
    }

    private static KerasImport? Import(
        JsonPlace root, string name, IModelFiles files, IReadOnlyList<ImportedTensor>? weights, SourceMap map, MistakeList mistakes)
    {
        map.Add(DiagnosticTarget.Model, root.Node.Range with { Length = 1, EndLine = root.Node.Range.Line, EndColumn = root.Node.Range.Column + 1 });
        var topology = root.TryFind("modelTopology") ?? root;
        if (root.TryFind("format")?.Node is JsonString { Value: "graph-model" } || topology.TryFind("node") is not null)
            throw new KerasMistakeException(Mistake.GraphModel, root);
        var model = TopologyReader.Read(topology);
        var stored = root.TryFind("weightsManifest") is { } manifest
            ? new ManifestReader(files, mistakes).Read(manifest) : weights?.Select(KerasWeight.Of).ToList();
        // Without its weights nothing but the weights would be reported.
        if (mistakes.HasErrors)
            return null;
        var draft = new DefinitionDraft(name, BatchOf(model), map);
        var context = new ImportContext(draft, stored is null ? null : new WeightStore(stored), VersionOf(root, topology));
        var outputs = new ModelImport(context, mistakes, (layer, shape) => IsImage(model, layer, shape)).Run(model, [], null);
        if (outputs is null || mistakes.HasErrors)
            return null;
        var last = model.IsSequential ? [model.Layers[^1]]
            : model.Outputs.Select(output => model.Layers.First(layer => layer.Name == output.Layer)).ToList();
        for (var i = 0; i < outputs.Count; i++)
            AddOutput(draft, last[Math.Min(i, last.Count - 1)], outputs[i], context);
        return draft.Finish();
    }

    private static void AddOutput(DefinitionDraft draft, KerasNode node, KerasTensor output, ImportContext context)
    {
        var layer = new LayerCall(node, KerasCall.None, [(output, null)], [node.Name], output.Wire.Layer, null, context);
        draft.AddOutput(node, layer.ToKeras(output));
    }

    private static KerasVersion VersionOf(JsonPlace root, JsonPlace topology)
    {
        var version = (topology.TryFind("keras_version") ?? root.TryFind("keras_version"))?.Node as JsonString;
        // What Keras 3 writes names the module of every class.
        return version?.Value.StartsWith('3') ?? (topology.TryFind("model_config") ?? topology).TryFind("module") is not null
            ? KerasVersion.Three : KerasVersion.Two;
    }

    private static int BatchOf(KerasModel model) => model.Layers
        .Where(layer => layer.Inner is null)
        .Select(layer => InputLayers.FindShape(layer) is { } shape ? InputLayers.BatchOf(shape, layer) : null)
        .FirstOrDefault(batch => batch is not null) ?? 1;

    private static bool IsImage(KerasModel model, KerasNode input, JsonPlace shape)
    {
        var readers = model.IsSequential
            ? model.Layers.Where(layer => !layer.IsInput).Take(1)
            : model.Layers.Where(layer => layer.Calls.Any(call => call.Inputs.Any(reference => reference.Layer == input.Name)));
        var isSequence = shape.TryElements()?.Count == (shape.Path.EndsWith(".input_shape", StringComparison.Ordinal) ? 2 : 3);
        return isSequence
            ? readers.Any(layer => RowLayers.Contains(layer.ClassName) && !IsChannelsFirst(layer)) : !readers.Any(IsChannelsFirst);
    }

    private static bool IsChannelsFirst(KerasNode layer) =>
        layer.Config.TryFind("data_format")?.Node is JsonString { Value: "channels_first" };
}

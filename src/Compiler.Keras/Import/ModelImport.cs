using System.Globalization;
using ModelCompiler.Compiler.Keras.Mapping;
using ModelCompiler.Compiler.Keras.Reading;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Import;

/// <summary>
/// Maps the layers of a model, and of those within it, each when what it reads is there. What reads a layer with a mistake is left out
/// silently.
/// </summary>
/// <param name="isImage">Whether an input is computed on with its channels first.</param>
internal sealed class ModelImport(ImportContext context, MistakeList mistakes, Func<KerasNode, JsonPlace, bool> isImage)
{
    /// <summary>Maps a model.</summary>
    /// <param name="around">The names of the models around it, outermost first.</param>
    /// <param name="inputs">What it is applied to; null for the outermost model, which has inputs of its own.</param>
    /// <returns>Its results; null if one of them could not be mapped, which is reported.</returns>
    public IReadOnlyList<KerasTensor>? Run(KerasModel model, IReadOnlyList<string> around, IReadOnlyList<KerasTensor>? inputs) =>
        model.IsSequential ? RunSequence(model, around, inputs) : RunGraph(model, around, inputs);

    private IReadOnlyList<KerasTensor>? RunSequence(
        KerasModel model, IReadOnlyList<string> around, IReadOnlyList<KerasTensor>? inputs)
    {
        if (model.Layers.Count == 0)
            throw new KerasMistakeException(Mistake.NotAModel, model.Place, model.Place.Where, "it has no layers");
        var values = inputs;
        if (values is null)
        {
            var first = model.Layers[0];
            var shape = InputLayers.FindShape(first) ?? model.Place.TryFind("build_input_shape") ?? InnerShape(first)
                ?? throw new KerasMistakeException(Mistake.InputMissing, first.Place, model.Place.Where);
            if (mistakes.Try(() => AddInput(first, shape, first.IsInput ? first.Name : "input")) is not { } input)
                return null;
            values = [input];
        }

        foreach (var layer in model.Layers.Where(layer => !layer.IsInput))
        {
            if (Map(layer, KerasCall.None, [.. values.Select(value => (value, (string?)null))], around, 0) is not { } results)
                return null;
            values = results;
        }

        return values;
    }

    private IReadOnlyList<KerasTensor>? RunGraph(
        KerasModel model, IReadOnlyList<string> around, IReadOnlyList<KerasTensor>? inputs)
    {
        var layers = new Dictionary<string, KerasNode>(StringComparer.Ordinal);
        foreach (var layer in model.Layers)
            layers.TryAdd(layer.Name, layer);
        var values = new Dictionary<(string Layer, long Call), IReadOnlyList<KerasTensor>?>();
        foreach (var (reference, i) in model.Inputs.Select((reference, i) => (reference, i)))
            values[(reference.Layer, 0)] = inputs is not null && i < inputs.Count ? [inputs[i]] : null;
        if (inputs is null)
            AddInputs(model, layers, values);
        else if (inputs.Count != model.Inputs.Count)
            throw new KerasMistakeException(
                Mistake.NotAModel, model.Place, model.Place.Where, $"it has {model.Inputs.Count} inputs, but is applied to {inputs.Count} values");
        if (model.Outputs.Count == 0)
            throw new KerasMistakeException(Mistake.NotAModel, model.Place, model.Place.Where, "it has no outputs");

        var isBroken = false;
        var open = model.Layers.Where(layer => !layer.IsInput)
            .SelectMany(layer => layer.Calls.Select((call, number) => (Layer: layer, Call: call, Number: number))).ToList();
        foreach (var (layer, call, _) in open)
            foreach (var reference in call.Inputs)
                isBroken |= !Exists(reference, layer.Label, layers, values);
        foreach (var reference in model.Outputs)
            isBroken |= !Exists(reference, "model's output", layers, values);
        if (isBroken)
            return null;
        while (open.Count > 0)
        {
            var ready = open.FindAll(entry => entry.Call.Inputs.All(reference => values.ContainsKey((reference.Layer, reference.Call))));
            if (ready.Count == 0)
                throw new KerasMistakeException(
                    Mistake.Cycle, open[0].Layer.Place, string.Join(", ", open.Take(5).Select(entry => $"'{entry.Layer.Name}'")));
            foreach (var (layer, call, number) in ready)
                values[(layer.Name, number)] = Read(call, layer, values) is { } read ? Map(layer, call, read, around, number) : null;
            open.RemoveAll(entry => values.ContainsKey((entry.Layer.Name, entry.Number)));
        }

        var outputs = model.Outputs.Select(reference => Find(reference, "model's output", values)).ToList();
        return outputs.TrueForAll(output => output is not null) ? [.. outputs.Select(output => output!)] : null;
    }

    private void AddInputs(
        KerasModel model, Dictionary<string, KerasNode> layers, Dictionary<(string, long), IReadOnlyList<KerasTensor>?> values)
    {
        foreach (var reference in model.Inputs)
        {
            values[(reference.Layer, 0)] = layers.TryGetValue(reference.Layer, out var layer)
                ? mistakes.Try(() => AddInput(
                    layer,
                    InputLayers.FindShape(layer) ?? throw new KerasMistakeException(Mistake.InputMissing, layer.Place, layer.Place.Where),
                    layer.Name)) is { } input ? [input] : null
                : null;
            Exists(reference, "model's input", layers, values);
        }
    }

    private KerasTensor AddInput(KerasNode layer, JsonPlace shape, string name) =>
        InputLayers.Add(context.Draft, layer, shape, context.Draft.TakeName(name), isImage(layer, shape));

    /// <summary>The layer's results; null if they could not be made, which is reported.</summary>
    private IReadOnlyList<KerasTensor>? Map(
        KerasNode layer, KerasCall call, IReadOnlyList<(KerasTensor Tensor, string? Argument)> inputs, IReadOnlyList<string> around, int number)
    {
        IReadOnlyList<string> path = [.. around, layer.Name];
        if (layer.Inner is { } inner)
            return mistakes.Try(() => Run(inner, path, [.. inputs.Select(input => input.Tensor)]));
        var name = string.Join('/', path) + (number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"_call{number + 1}"));
        return mistakes.Try(() => new LayerCall(layer, call, inputs, path, context.Draft.TakeName(name), null, context).Map());
    }

    /// <summary>What a call reads; null if a part of it could not be mapped.</summary>
    private IReadOnlyList<(KerasTensor Tensor, string? Argument)>? Read(
        KerasCall call, KerasNode layer, Dictionary<(string, long), IReadOnlyList<KerasTensor>?> values)
    {
        var read = call.Inputs.Select(reference => (Tensor: Find(reference, layer.Label, values), reference.Argument)).ToList();
        return read.TrueForAll(input => input.Tensor is not null) ? [.. read.Select(input => (input.Tensor!, input.Argument))] : null;
    }

    private KerasTensor? Find(
        KerasReference reference, string reader, Dictionary<(string, long), IReadOnlyList<KerasTensor>?> values)
    {
        if (values[(reference.Layer, reference.Call)] is not { } results)
            return null;
        if (reference.Output >= 0 && reference.Output < results.Count)
            return results[(int)reference.Output];
        ReportMissing(reference, reader, "");
        return null;
    }

    private bool Exists(
        KerasReference reference, string reader, Dictionary<string, KerasNode> layers,
        Dictionary<(string, long), IReadOnlyList<KerasTensor>?> values)
    {
        // Inputs have their values before layers are mapped; one that is not among the model's has none.
        if (layers.TryGetValue(reference.Layer, out var layer) && (layer.IsInput
            ? values.ContainsKey((reference.Layer, reference.Call))
            : reference.Call >= 0 && reference.Call < layer.Calls.Count))
            return true;
        ReportMissing(
            reference, reader, layer is null ? Compiler.Diagnostics.NearestName.Suggest(reference.Layer, layers.Keys).Text : "");
        return false;
    }

    private void ReportMissing(KerasReference reference, string reader, string hint) => mistakes.Report(
        Mistake.InputUnknown, reference.Place, reader, reference.Place.Where, reference.Output, reference.Call, reference.Layer, hint);

    private static JsonPlace? InnerShape(KerasNode layer) => layer.Inner is not { } model ? null
        : model.Layers is [var first, ..] ? InputLayers.FindShape(first) ?? InnerShape(first) : null;
}

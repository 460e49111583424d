using ModelCompiler.Compiler.Frontends.Json;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Reading;

/// <summary>Reads what a model consists of, without asking what its layers mean.</summary>
internal sealed class TopologyReader
{
    private const int MaximumLayers = 10_000;

    private int _layers;

    /// <summary>The model of a file, or of its part that holds the topology.</summary>
    /// <exception cref="KerasMistakeException">It is no model.</exception>
    public static KerasModel Read(JsonPlace root)
    {
        var model = root.TryFind("model_config") ?? root;
        if (model.TryFind("class_name")?.Node is not JsonString { Value: var kind })
            throw new KerasMistakeException(Mistake.NotAModel, model, model.Where, "it has no 'class_name'");
        return IsModel(kind)
            ? new TopologyReader().ReadModel(kind, model.Get("config", "the model's layers"))
            : throw new KerasMistakeException(Mistake.NotAModel, model, model.Where, $"its class '{kind}' is neither Sequential nor Functional");
    }

    private static bool IsModel(string className) => className is "Sequential" or "Functional" or "Model";

    private KerasModel ReadModel(string className, JsonPlace config)
    {
        // Old files have the layers of a sequential model where newer ones have its options.
        var layers = config.TryElements() ?? config.Get("layers", "an array of layers").Elements("an array of layers");
        var nodes = layers.Select(ReadLayer).ToList();
        var name = config.TryFind("name")?.Text() ?? "";
        if (className == "Sequential")
            return new KerasModel(name, true, config, nodes, [], []);
        return new KerasModel(
            name, false, config, nodes,
            ReadReferences(config.Get("input_layers", "the model's inputs")), ReadReferences(config.Get("output_layers", "the model's outputs")));
    }

    private KerasNode ReadLayer(JsonPlace place)
    {
        if (++_layers > MaximumLayers)
            throw new KerasMistakeException(Mistake.TooManyLayers, place, MaximumLayers);
        var className = place.Get("class_name", "the layer's class").Text();
        var config = place.Get("config", "the layer's options");
        var inner = IsModel(className) ? ReadModel(className, config) : null;
        var name = place.TryFind("name")?.Text() ?? config.TryFind("name")?.Text() ?? className.ToLowerInvariant();
        return new KerasNode(className, name, config, place, [.. ReadCalls(place)], inner);
    }

    private static IEnumerable<KerasCall> ReadCalls(JsonPlace layer) =>
        layer.Find("inbound_nodes")?.Elements("an array of calls").Select(call =>
            call.Node is JsonObject ? ReadNamedCall(call) : ReadListedCall(call)) ?? [];

    /// <summary>Keras 3: <c>{ "args": [tensor, [tensor, …]], "kwargs": { … } }</c>.</summary>
    private static KerasCall ReadNamedCall(JsonPlace call)
    {
        var (inputs, constants) = (new List<KerasReference>(), new List<JsonPlace>());
        foreach (var argument in call.Get("args", "the arguments of a call").Elements("an array of arguments"))
            Collect(argument, null);
        var named = new Dictionary<string, JsonPlace>(StringComparer.Ordinal);
        if (call.Find("kwargs") is { } arguments)
            foreach (var (name, value) in arguments.Members)
                if (!Collect(value, name))
                    named[name] = value;
        return new KerasCall(inputs, named, constants);

        bool Collect(JsonPlace argument, string? name)
        {
            if (TensorOf(argument, name) is { } tensor)
                inputs.Add(tensor);
            else if (argument.Node is JsonArray { Elements.Count: > 0 } && argument.TryElements()!.All(element => TensorOf(element, name) is not null))
                inputs.AddRange(argument.TryElements()!.Select(element => TensorOf(element, name)!));
            else if (name is not null)
                return false;
            else if (argument.Node is not JsonNull)
                constants.Add(argument);
            return true;
        }
    }

    private static KerasReference? TensorOf(JsonPlace argument, string? name) =>
        argument.TryFind("class_name")?.Node is JsonString { Value: "__keras_tensor__" }
            ? ReadReference(argument.Get("config", "the tensor").Get("keras_history", "layer, call and output"), name)
            : null;

    /// <summary>Keras 2: <c>[[layer, call, output, arguments], …]</c>.</summary>
    private static KerasCall ReadListedCall(JsonPlace call)
    {
        var inputs = new List<KerasReference>();
        var named = new Dictionary<string, JsonPlace>(StringComparer.Ordinal);
        var tensors = call.Elements("an array of [layer, call, output]");
        // With a single input some versions leave out the outer array.
        foreach (var tensor in tensors is [{ Node: JsonString }, ..] ? [call] : tensors)
        {
            inputs.Add(ReadReference(tensor, null));
            var parts = tensor.TryElements()!;
            if (parts.Count <= 3 || parts[3].Node is not JsonObject)
                continue;
            foreach (var (name, value) in parts[3].Members)
                if (value.TryElements() is [{ Node: JsonString }, { Node: JsonNumber }, { Node: JsonNumber }, ..])
                    inputs.Add(ReadReference(value, name));
                else
                    named[name] = value;
        }

        return new KerasCall(inputs, named, []);
    }

    /// <summary>One reference, or an array of them.</summary>
    private static IReadOnlyList<KerasReference> ReadReferences(JsonPlace place)
    {
        // With names instead of numbers: Keras writes a structure of outputs so.
        if (place.Node is JsonObject && place.TryElements() is null)
            return [.. place.Members.SelectMany(member => ReadReferences(member.Value))];
        var elements = place.Elements("an array of [layer, call, output]");
        return elements is [{ Node: JsonString }, ..] ? [ReadReference(place, null)] : [.. elements.SelectMany(ReadReferences)];
    }

    private static KerasReference ReadReference(JsonPlace place, string? argument) =>
        place.TryElements() is [var layer, var call, var output, ..] && layer.Node is JsonString { Value: var name }
        && call.TryInteger() is { } number && output.TryInteger() is { } result
            ? new KerasReference(name, number, result, place, argument)
            : throw place.WrongType("an array of a layer's name, the number of a call and the number of an output");
}

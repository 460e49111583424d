using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Layers that apply another layer.</summary>
internal static class WrapperMappings
{
    /// <summary>Layers that treat the last axis of any value alike, so that steps need no taking apart.</summary>
    private static readonly HashSet<string> Pointwise = new(StringComparer.Ordinal)
    {
        "Dense", "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "LayerNormalization", "Dropout", "BatchNormalization",
    };

    public static IEnumerable<LayerMapping> Mappings =>
    [
        new("Bidirectional", "Around SimpleRNN, LSTM and GRU.", Bidirectional),
        LayerMapping.Of("TimeDistributed", "Around layers of one input and one output.", TimeDistributed),
    ];

    private static IReadOnlyList<KerasTensor> Bidirectional(LayerCall layer)
    {
        var forward = layer.Inner("layer", "forward", "forward", layer.Input);
        var hasBackward = layer.Options.Find("backward_layer") is not null;
        var backward = layer.Inner(hasBackward ? "backward_layer" : "layer", "backward", "backward", layer.Input);
        var (first, second) = (Run(forward, false), Run(backward, !hasBackward));
        var returnsSequences = forward.Options.Flag("return_sequences", false);
        KerasTensor[] outputs = returnsSequences
            ? [RecurrentMappings.BatchFirst(layer, first.Sequence), RecurrentMappings.BatchFirst(layer, second.Sequence)]
            : [first.States[0], second.States[0]];
        KerasTensor[] merged = layer.Options.Text("merge_mode", "none") switch
        {
            "concat" => [Join("Concat", ("axis", outputs[0].Rank - 1))],
            "sum" => [Join("Add")],
            "mul" => [Join("Multiply")],
            "ave" => [KerasTensor.AsKeras(layer.Operator("mean", "Mean", [outputs[0].Wire, outputs[1].Wire]))],
            "none" => outputs,
            _ => throw layer.Options.Unsupported("merge_mode", "concat, sum, mul, ave or null"),
        };
        forward.Options.CheckAllAsked();
        backward.Options.CheckAllAsked();
        return forward.Options.Flag("return_state", false) ? [.. merged, .. first.States, .. second.States] : merged;

        KerasTensor Join(string kind, params (string, object?)[] properties) =>
            KerasTensor.AsKeras(layer.Add(kind, [outputs[0].Wire, outputs[1].Wire], properties));
    }

    private static RecurrentResult Run(LayerCall layer, bool isReversed)
    {
        var result = RecurrentMappings.Run(layer, isReversed, out _) ?? throw layer.Misfit("Bidirectional takes SimpleRNN, LSTM or GRU");
        foreach (var option in new[] { "return_sequences", "return_state" })
            layer.Options.Flag(option, false);
        return result;
    }

    private static KerasTensor TimeDistributed(LayerCall layer)
    {
        var input = layer.AsKeras(layer.Input);
        if (input.Rank < 3)
            throw layer.Misfit($"it takes steps of values, but reads one of shape {AxisOrders.Text(input.Shape)}");
        var className = layer.Options.Get("layer", "a layer").Get("class_name", "the layer's class").Text();
        if (Pointwise.Contains(className))
            return Only(layer.Inner("layer", "step", null, input));
        long[] steps = [(long)input.Shape[0] * input.Shape[1], .. input.Shape[2..].Select(size => (long)size)];
        var each = layer.Operator("steps", "Reshape", [input.Wire], ("shape", steps));
        var result = layer.AsKeras(Only(layer.Inner("layer", "step", null, KerasTensor.AsKeras(each))));
        long[] shape = [input.Shape[0], input.Shape[1], .. result.Shape[1..].Select(size => (long)size)];
        return KerasTensor.AsKeras(layer.Operator("sequence", "Reshape", [result.Wire], ("shape", shape)));
    }

    private static KerasTensor Only(LayerCall inner) =>
        inner.Map() is [var only] ? only : throw inner.Misfit("TimeDistributed takes layers of one output");
}

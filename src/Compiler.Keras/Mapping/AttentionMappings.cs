using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Attention over sequences.</summary>
internal static class AttentionMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("Attention", "score_mode dot; no mask, no scores as a result.", Dot),
        LayerMapping.Of(
            "MultiHeadAttention", "Over the axis of a sequence; use_causal_mask, but no other mask; no scores as a result.", MultiHead),
    ];

    private static KerasTensor Dot(LayerCall layer)
    {
        layer.Options.Choice("score_mode", "dot", "dot");
        var (query, value, key) = Operands(layer);
        var scaled = layer.ToKeras(query);
        if (layer.Options.Flag("use_scale", false))
            scaled = layer.Operator("scaled", "Mul", [scaled, layer.Constant("scale", layer.Weight("scale").Reshape(1))]);
        return KerasTensor.AsKeras(layer.Operator(
            "attention", "Attention", [scaled, layer.ToKeras(key), layer.ToKeras(value)],
            ("q_num_heads", 1), ("kv_num_heads", 1), ("scale", 1.0), ("is_causal", layer.Flag("use_causal_mask"))));
    }

    private static KerasTensor MultiHead(LayerCall layer)
    {
        var (query, value, key) = Operands(layer);
        var heads = layer.Options.Count("num_heads");
        var size = layer.Options.Count("key_dim");
        var valueSize = layer.Options.Count("value_dim", size);
        if (layer.Options.Integers("attention_axes") is not (null or [1]))
            throw layer.Options.Unsupported("attention_axes", "[1]");
        if (layer.Options.Find("output_shape") is { } place && place.TryElements() is not (null or [_]))
            throw layer.Options.Unsupported("output_shape", "one number");
        var hasBias = layer.Options.Flag("use_bias", true);
        var attention = layer.Operator(
            "attention", "Attention", [Project(query, "query", size), Project(key, "key", size), Project(value, "value", valueSize)],
            ("q_num_heads", heads), ("kv_num_heads", heads), ("is_causal", layer.Flag("use_causal_mask")));
        var units = layer.Options.Integers("output_shape") is [var given] ? checked((int)given) : query.Features;
        var kernel = layer.WeightOf(["kernel"], "attention_output", heads, valueSize, units).Reshape(heads * valueSize, units);
        var result = layer.Operator("output", "MatMul", [attention, layer.Constant("output_weight", kernel)]);
        return KerasTensor.AsKeras(hasBias
            ? layer.Operator("sum", "Add", [result, layer.Constant("output_bias", layer.WeightOf(["bias"], "attention_output", units))])
            : result);

        Wire Project(KerasTensor tensor, string name, int features)
        {
            var weight = layer.WeightOf(["kernel"], name, tensor.Features, heads, features).Reshape(tensor.Features, heads * features);
            var product = layer.Operator(name, "MatMul", [layer.ToKeras(tensor), layer.Constant(name + "_weight", weight)]);
            if (!hasBias)
                return product;
            var bias = layer.WeightOf(["bias"], name, heads, features).Reshape(heads * features);
            return layer.Operator(name, "Add", [product, layer.Constant(name + "_bias", bias)]);
        }
    }

    /// <summary>Query, value and key, which is the value if it is not given.</summary>
    private static (KerasTensor Query, KerasTensor Value, KerasTensor Key) Operands(LayerCall layer)
    {
        if (layer.Inputs.Count is < 2 or > 3)
            throw layer.Misfit($"it reads {layer.Inputs.Count} values, but takes query, value and maybe key");
        // A mask, by whatever name, would be one of the values: only these three names are no masks.
        var (query, value, key) = (layer.Argument("query", 0), layer.Argument("value", 1), layer.Argument("key", 2));
        if (query is null || value is null || (layer.Inputs.Count == 3 && key is null))
            throw layer.Misfit("it takes query, value and maybe key, and no masks");
        foreach (var tensor in new[] { query, value, key ?? value })
            if (tensor.Rank != 3)
                throw layer.Misfit($"it takes sequences, but reads a value of shape {AxisOrders.Text(tensor.Shape)}");
        return (query, value, key ?? value);
    }
}

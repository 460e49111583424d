using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Activations that stand by themselves.</summary>
internal static class ActivationMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("Activation", "", layer => layer.Apply(layer.Activation("activation"), layer.Input)),
        LayerMapping.Of("ReLU", "", ReLU),
        LayerMapping.Of("LeakyReLU", "", layer => layer.Input.With(layer.Add(
            "LeakyReLU", [layer.Input.Wire],
            ("alpha", layer.Options.Number("alpha", layer.Options.Number("negative_slope", 0.3)))))),
        LayerMapping.Of("ELU", "", layer => layer.Input.With(layer.Add(
            "ELU", [layer.Input.Wire], ("alpha", layer.Options.Number("alpha", 1))))),
        LayerMapping.Of("ThresholdedReLU", "", layer => layer.Input.With(layer.Operator(
            "threshold", "ThresholdedRelu", [layer.Input.Wire], ("alpha", layer.Options.Number("theta", 1))))),
        LayerMapping.Of("PReLU", "", PReLU),
        LayerMapping.Of("Softmax", "One axis; no mask.", Softmax),
    ];

    private static KerasTensor ReLU(LayerCall layer)
    {
        var (x, maximum) = (layer.Input.Wire, layer.Options.Find("max_value")?.Number());
        var (slope, threshold) = (layer.Options.Number("negative_slope", 0), layer.Options.Number("threshold", 0));
        if (maximum < 0)
            throw layer.Options.Unsupported("max_value", "a number that is not negative");
        return layer.Input.With((maximum, slope, threshold) switch
        {
            (null, 0, 0) => layer.Add("ReLU", [x]),
            (6.0, 0, 0) => layer.Add("ReLU6", [x]),
            (null, _, 0) => layer.Add("LeakyReLU", [x], ("alpha", slope)),
            ({ } most, 0, 0) => layer.Clip(x, 0, most),
            _ => General(),
        });

        // min(x, maximum) where x ≥ threshold, else slope·(x − threshold).
        Wire General()
        {
            var limit = layer.Number("threshold", threshold);
            var above = maximum is { } most ? layer.Operator("above", "Min", [x, layer.Number("maximum", most)]) : x;
            var distance = layer.Operator("distance", "Sub", [x, limit]);
            var below = layer.Operator("below", "Mul", [distance, layer.Number("slope", slope)]);
            var isAbove = layer.Operator("is_above", "GreaterOrEqual", [x, limit]);
            return layer.Operator("relu", "Where", [isAbove, above, below]);
        }
    }

    private static KerasTensor PReLU(LayerCall layer)
    {
        var input = layer.Input.Order == AxisOrder.Flattened ? layer.AsKeras(layer.Input) : layer.Input;
        var shape = input.Shape[1..];
        foreach (var axis in layer.Options.Integers("shared_axes") ?? [])
            shape[layer.Axis(axis, input.Rank) is > 0 and var shared ? shared - 1
                : throw layer.Options.Unsupported("shared_axes", "axes behind the batch")] = 1;
        var slope = layer.Weight("alpha", shape);
        if (input.Order == AxisOrder.ChannelsFirst)
        {
            slope = slope.Transpose([shape.Length - 1, .. Enumerable.Range(0, shape.Length - 1)]);
            slope = shape.Length == 2 ? slope.Reshape(slope.Shape[0], 1, slope.Shape[1]) : slope;
        }

        return input.With(layer.Operator("prelu", "PRelu", [input.Wire, layer.Constant("slope", slope)]));
    }

    private static KerasTensor Softmax(LayerCall layer)
    {
        var axes = layer.Options.Integers("axis") ?? [-1];
        var axis = axes is [var only] ? layer.Axis(only, layer.Input.Rank) : throw layer.Options.Unsupported("axis", "a single axis");
        if (layer.Inputs.Count > 1)
            throw layer.Misfit("masks are not supported");
        return layer.Softmax(layer.Input, axis);
    }
}

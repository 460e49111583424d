using ModelCompiler.Compiler.Keras.Import;
using ModelCompiler.Compiler.Keras.Weights;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Layers that normalise.</summary>
internal static class NormalizationMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("BatchNormalization", "Along the last axis, or along axis 1.", Batch),
        LayerMapping.Of("BatchNormalizationV1", "Along the last axis, or along axis 1.", Batch),
        LayerMapping.Of("BatchNormalizationV2", "Along the last axis, or along axis 1.", Batch),
        LayerMapping.Of("LayerNormalization", "Over the last axes.", Layer),
        LayerMapping.Of("RMSNormalization", "Over the last axis.", RootMeanSquare),
        LayerMapping.Of("GroupNormalization", "Along the last axis.", Group),
        LayerMapping.Of("UnitNormalization", "Along one axis.", Unit),
        LayerMapping.Of("Normalization", "Along the last axis, or for all elements together.", Features),
        LayerMapping.Of("Rescaling", "", Rescaling),
    ];

    private static KerasTensor Batch(LayerCall layer)
    {
        var input = layer.Input;
        var axis = layer.Axis(SingleAxis(layer, -1), input.Rank);
        var isLast = axis == input.Rank - 1;
        if (!isLast && axis != 1)
            throw layer.Options.Unsupported("axis", "-1 or 1");
        if (isLast && input.Rank > 2)
            input = layer.ToChannelsFirst(input);
        else if (input.Rank > 2)
            input = layer.AsKeras(input);
        var features = layer.Input.Shape[axis];
        AddWeight(".weight", layer.Options.Flag("scale", true) ? layer.Weight("gamma", features) : LayerTensor.Filled(1, features));
        AddWeight(".bias", layer.Options.Flag("center", true) ? layer.Weight("beta", features) : LayerTensor.Filled(0, features));
        AddWeight(".running_mean", layer.Weight("moving_mean", features));
        AddWeight(".running_var", layer.Weight("moving_variance", features));
        return input.With(layer.Add("BatchNormalization", [input.Wire], ("epsilon", layer.Options.Number("epsilon", 1e-3))));

        void AddWeight(string name, LayerTensor tensor) => layer.AddWeight(name, DenseMappings.FeatureOrder(tensor, input));
    }

    private static KerasTensor Layer(LayerCall layer)
    {
        var input = layer.AsKeras(layer.Input);
        int[] axes = [.. (layer.Options.Integers("axis") ?? [-1]).Select(axis => layer.Axis(axis, input.Rank)).Order()];
        var first = axes.FirstOrDefault(input.Rank);
        if (!axes.SequenceEqual(Enumerable.Range(first, input.Rank - first)) || axes.Length == 0)
            throw layer.Options.Unsupported("axis", "the last axis, or all axes from one on");
        var shape = input.Shape[first..];
        if (layer.Options.Flag("rms_scaling", false))
            throw layer.Options.Unsupported("rms_scaling", "false; use RMSNormalization");
        var scale = layer.Constant(
            "scale", layer.Options.Flag("scale", true) ? layer.Weight("gamma", shape) : LayerTensor.Filled(1, shape));
        Wire[] operands = layer.Options.Flag("center", true)
            ? [input.Wire, scale, layer.Constant("shift", layer.Weight("beta", shape))] : [input.Wire, scale];
        return input.With(layer.Operator(
            "norm", "LayerNormalization", operands, ("axis", first), ("epsilon", layer.Options.Number("epsilon", 1e-3))));
    }

    private static KerasTensor RootMeanSquare(LayerCall layer)
    {
        var input = layer.AsKeras(layer.Input);
        if (layer.Axis(SingleAxis(layer, -1), input.Rank) != input.Rank - 1)
            throw layer.Options.Unsupported("axis", "the last axis");
        var scale = layer.Constant("scale", layer.WeightOf(["scale", "gamma"], null, input.Features));
        return input.With(layer.Operator(
            "norm", "RMSNormalization", [input.Wire, scale], ("axis", -1), ("epsilon", layer.Options.Number("epsilon", 1e-6))));
    }

    private static KerasTensor Group(LayerCall layer)
    {
        var (input, groups) = (layer.ToChannelsFirst(layer.Input), layer.Options.Integer("groups", 32));
        if (layer.Axis(SingleAxis(layer, -1), input.Rank) != input.Rank - 1)
            throw layer.Options.Unsupported("axis", "-1");
        if (groups == -1)
            groups = input.Features;
        if (groups < 1 || input.Features % groups != 0)
            throw layer.Options.Unsupported("groups", $"a divisor of the {input.Features} channels, or -1");
        var (scale, center) = (layer.Options.Flag("scale", true), layer.Options.Flag("center", true));
        int[] shape = [input.Features];
        return input.With(layer.Operator(
            "norm", "GroupNormalization",
            [
                input.Wire, layer.Constant("scale", scale ? layer.Weight("gamma", shape) : LayerTensor.Filled(1, shape)),
                layer.Constant("shift", center ? layer.Weight("beta", shape) : LayerTensor.Filled(0, shape)),
            ],
            ("num_groups", groups), ("epsilon", layer.Options.Number("epsilon", 1e-3))));
    }

    /// <summary>x / max(|x|, 10⁻⁶).</summary>
    private static KerasTensor Unit(LayerCall layer)
    {
        var input = layer.Input;
        var axis = input.PhysicalAxis(layer.Axis(SingleAxis(layer, -1), input.Rank));
        var norm = layer.Operator("length", "ReduceL2", [input.Wire], ("axes", (long[])[axis]), ("keepdims", true));
        var divisor = layer.Operator("divisor", "Max", [norm, layer.Number("least", 1e-6)]);
        return input.With(layer.Operator("unit", "Div", [input.Wire, divisor]));
    }

    /// <summary>(x − mean)/max(√variance, 10⁻⁷), or its inverse.</summary>
    private static KerasTensor Features(LayerCall layer)
    {
        var input = layer.Input.Order == AxisOrder.Flattened ? layer.AsKeras(layer.Input) : layer.Input;
        var axes = layer.Options.Find("axis") is null ? [] : layer.Options.Integers("axis")!;
        if (axes.Length > 1 || (axes is [var axis] && layer.Axis(axis, input.Rank) != input.Rank - 1))
            throw layer.Options.Unsupported("axis", "-1 or none");
        var count = axes.Length == 0 ? 1 : input.Features;
        var mean = Statistic("mean");
        var deviation = Array.ConvertAll(Statistic("variance"), variance => Math.Max(Math.Sqrt(variance), 1e-7));
        long[] shape = count == 1 ? [] : [.. Enumerable.Repeat(1L, input.Wire.Shape.Rank)];
        if (count > 1)
            shape[input.PhysicalAxis(input.Rank - 1)] = count;
        var isInverse = layer.Options.Flag("invert", false);
        return input.With(isInverse
            ? Affine(layer, input.Wire, deviation, mean, shape)
            : Affine(
                layer, input.Wire, Array.ConvertAll(deviation, value => 1 / value),
                [.. mean.Zip(deviation, (value, divisor) => -value / divisor)], shape));

        double[] Statistic(string name)
        {
            if (layer.Options.Find(name) is not { } place)
                return Values(name);
            double[] values = Numbers(place);
            return values.Length == count ? values
                : values.Length == 1 ? [.. Enumerable.Repeat(values[0], count)]
                : throw place.WrongType($"{count} numbers");
        }

        double[] Values(string name) => layer.HasWeights
            ? Array.ConvertAll(layer.Weight(name, count == 1 ? [] : [count]).Values()!, value => (double)value)
            : throw layer.Options.Unsupported(name, "numbers in the file, or weights beside it");
    }

    private static KerasTensor Rescaling(LayerCall layer)
    {
        var input = layer.Input.Order == AxisOrder.Flattened ? layer.AsKeras(layer.Input) : layer.Input;
        double[] scale = Numbers(layer.Options.Get("scale", "a number"));
        double[] offset = layer.Options.Find("offset") is { } place ? Numbers(place) : [0];
        var count = Math.Max(scale.Length, offset.Length);
        if (count != 1 && count != input.Features)
            throw layer.Options.Unsupported("scale", $"one number, or {input.Features}");
        long[] shape = count == 1 ? [] : [.. Enumerable.Repeat(1L, input.Wire.Shape.Rank)];
        if (count > 1)
            shape[input.PhysicalAxis(input.Rank - 1)] = count;
        return input.With(Affine(layer, input.Wire, Repeat(scale), Repeat(offset), shape));

        double[] Repeat(double[] values) => values.Length == count ? values
            : values.Length == 1 ? [.. Enumerable.Repeat(values[0], count)]
            : throw layer.Options.Unsupported("offset", $"one number, or {count}");
    }

    private static Wire Affine(LayerCall layer, Wire x, double[] factor, double[] summand, long[] shape)
    {
        var product = layer.Operator("product", "Mul", [x, layer.Numbers("factor", factor, shape)]);
        return Array.TrueForAll(summand, value => value == 0)
            ? product : layer.Operator("sum", "Add", [product, layer.Numbers("summand", summand, shape)]);
    }

    /// <summary>All numbers of a value, whatever arrays they lie in.</summary>
    private static double[] Numbers(Reading.JsonPlace place) => place.TryElements() is { } elements
        ? [.. elements.SelectMany(Numbers)] : [place.Number()];

    private static long SingleAxis(LayerCall layer, long fallback) => layer.Options.Integers("axis") switch
    {
        null => fallback,
        [var axis] => axis,
        _ => throw layer.Options.Unsupported("axis", "a single axis"),
    };
}

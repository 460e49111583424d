using ModelCompiler.Compiler.Keras.Import;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>Layers that join several values.</summary>
internal static class MergeMappings
{
    public static IEnumerable<LayerMapping> Mappings =>
    [
        LayerMapping.Of("Add", "", layer => Elementwise(layer, wires => layer.Add("Add", wires))),
        LayerMapping.Of("Subtract", "", layer => Elementwise(layer, wires => Pair(layer, wires, "Sub"))),
        LayerMapping.Of("Multiply", "", layer => Elementwise(layer, wires => Product(layer, wires))),
        LayerMapping.Of("Average", "", layer => Elementwise(layer, wires => layer.Operator("mean", "Mean", wires))),
        LayerMapping.Of("Maximum", "", layer => Elementwise(layer, wires => layer.Operator("max", "Max", wires))),
        LayerMapping.Of("Minimum", "", layer => Elementwise(layer, wires => layer.Operator("min", "Min", wires))),
        LayerMapping.Of("Concatenate", "", Concatenate),
        LayerMapping.Of("Dot", "Two values of 2 or 3 axes, along one axis each.", Dot),
    ];

    private static KerasTensor Elementwise(LayerCall layer, Func<IReadOnlyList<Wire>, Wire> join)
    {
        var inputs = Aligned(layer);
        var result = join([.. inputs.Select(input => input.Wire)]);
        return inputs[0].Order switch
        {
            AxisOrder.ChannelsFirst => KerasTensor.ChannelsFirst(result, inputs[0].Rank),
            AxisOrder.Flattened => inputs[0].With(result),
            _ => KerasTensor.AsKeras(result),
        };
    }

    private static Wire Pair(LayerCall layer, IReadOnlyList<Wire> wires, string @operator) => wires.Count == 2
        ? layer.Operator("result", @operator, wires) : throw layer.Misfit($"it reads {wires.Count} values, but takes two");

    private static Wire Product(LayerCall layer, IReadOnlyList<Wire> wires)
    {
        var product = wires[0];
        for (var i = 1; i < wires.Count; i++)
            product = i == wires.Count - 1
                ? layer.Add("Multiply", [product, wires[i]]) : layer.AddStep("product", "Multiply", [product, wires[i]]);
        return product;
    }

    private static KerasTensor Concatenate(LayerCall layer)
    {
        var inputs = Aligned(layer);
        if (inputs[0].Order == AxisOrder.Flattened)
            inputs = [.. inputs.Select(layer.AsKeras)];
        var axis = layer.Axis(layer.Options.Integer("axis", -1), inputs[0].Rank);
        if (axis == 0)
            throw layer.Options.Unsupported("axis", "an axis behind the batch");
        var result = layer.Add("Concat", [.. inputs.Select(input => input.Wire)], ("axis", inputs[0].PhysicalAxis(axis)));
        return inputs[0].Order == AxisOrder.ChannelsFirst
            ? KerasTensor.ChannelsFirst(result, inputs[0].Rank) : KerasTensor.AsKeras(result);
    }

    private static KerasTensor Dot(LayerCall layer)
    {
        if (layer.Inputs is not [{ Rank: 2 or 3 }, { Rank: 2 or 3 }])
            throw layer.Misfit("it takes two values of 2 or 3 axes");
        var axes = layer.Options.Integers("axes") is { Length: 1 or 2 } given
            ? given : throw layer.Options.Unsupported("axes", "one axis, or one for each value");
        var names = new[] { "nab", "ncd" };
        var operands = new List<Wire>();
        for (var i = 0; i < 2; i++)
        {
            var input = layer.AsKeras(layer.Inputs[i]);
            var axis = layer.Axis(axes[Math.Min(i, axes.Length - 1)], input.Rank);
            if (axis == 0)
                throw layer.Options.Unsupported("axes", "axes behind the batch");
            names[i] = names[i][..input.Rank];
            names[i] = names[i].Replace(names[i][axis], 'x');
            operands.Add(layer.Options.Flag("normalize", false) ? Normalized(layer, input.Wire, axis) : input.Wire);
        }

        // The batch and the axes that are not summed over, those of the first value before those of the second.
        var rest = string.Concat((names[0] + names[1][1..]).Where(label => label != 'x'));
        var product = layer.Operator("dot", "Einsum", operands, ("equation", $"{names[0]},{names[1]}->{rest}"));
        return KerasTensor.AsKeras(rest.Length > 1 ? product
            : layer.Operator("column", "Reshape", [product], ("shape", (long[])[0, 1])));
    }

    private static Wire Normalized(LayerCall layer, Wire wire, int axis)
    {
        var length = layer.Operator("length", "ReduceL2", [wire], ("axes", (long[])[axis]), ("keepdims", true));
        return layer.Operator("unit", "Div", [wire, layer.Operator("divisor", "Max", [length, layer.Number("least", 1e-6)])]);
    }

    /// <summary>The inputs in one order of axes: that in which images are computed, if one of them is.</summary>
    private static IReadOnlyList<KerasTensor> Aligned(LayerCall layer)
    {
        var inputs = layer.Inputs;
        if (inputs.Count < 2)
            throw layer.Misfit($"it reads {inputs.Count} values, but takes at least two");
        if (inputs.Any(input => input.Rank != inputs[0].Rank))
            throw layer.Misfit("the values that it reads have different numbers of axes");
        if (inputs.All(input => input.Order == inputs[0].Order && input.Flat == inputs[0].Flat))
            return inputs;
        return [.. inputs.Select(input => inputs.Any(other => other.Order == AxisOrder.ChannelsFirst)
            ? layer.ToChannelsFirst(input) : layer.AsKeras(input))];
    }
}

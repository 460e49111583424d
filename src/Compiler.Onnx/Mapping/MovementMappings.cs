using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Operators that change shapes, move elements or take parts of tensors.</summary>
internal static class MovementMappings
{
    // The opsets in which what determines shapes moved from attributes to inputs.
    private const int SliceTakesInputs = 10;
    private const int PadTakesInputs = 11;
    private const int AxesAreInputs = 13;

    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("Reshape", "", Reshape),
        new("Flatten", "", node => node.Return(node.Add("Flatten", [node.Input(0)], ("axis", node.Integer("axis", 1))))),
        new("Squeeze", "", node => node.Return(node.Add("Squeeze", [node.Input(0)], ("axes", Axes(node))))),
        new("Unsqueeze", "", node => node.Return(node.Add("Unsqueeze", [node.Input(0)], ("axes", Axes(node) ?? [])))),
        new("Transpose", "", Transpose),
        new("Expand", "", node => node.Return(node.Add("Expand", [node.Input(0)], ("shape", node.RequiredIntegers(1, "shape"))))),
        new("Tile", "", node => node.Return(node.Add("Tile", [node.Input(0)], ("repeats", node.RequiredIntegers(1, "repeats"))))),
        new("DepthToSpace", "", DepthToSpace),
        new("SpaceToDepth", "", node => node.Return(
            node.Add("SpaceToDepth", [node.Input(0)], ("blocksize", node.Integer("blocksize", 0))))),
        new("ReverseSequence", "", node => node.Return(node.Add(
            "ReverseSequence", [node.Input(0), node.Input(1)],
            ("time_axis", node.Integer("time_axis", 0)), ("batch_axis", node.Integer("batch_axis", 1))))),
        new("Concat", "", node => node.Return(node.Add(
            "Concat", [.. Enumerable.Range(0, Math.Max(1, node.InputCount)).Select(node.Input)], ("axis", node.Integer("axis", 1))))),
        new("Split", "", Split),
        new("Slice", "", Slice),
        new("Pad", "", Pad),
        new("Trilu", "", node => node.Return(node.Add(
            "Trilu", [node.Input(0), node.Optional(1)], ("upper", node.Integer("upper", 1) != 0)))),
    ];

    private static void Reshape(OperatorNode node) => node.Return(node.Add(
        "Reshape", [node.Input(0)], ("shape", node.RequiredIntegers(1, "shape")),
        ("allowzero", node.Integer("allowzero", 0) != 0)));

    private static void Transpose(OperatorNode node)
    {
        var (operand, order) = (node.Input(0), node.Integers("perm"));
        var result = node.Add("Transpose", [operand], ("perm", order));
        node.Return(result.Known is null || operand.Integers is not { } integers || order is [0, 1]
            ? result : new Operand(result.Value, null) { Integers = integers.Transposed });
    }

    private static long[]? Axes(OperatorNode node) =>
        node.Opset >= AxesAreInputs ? node.KnownIntegers(1, "axes") : node.Integers("axes");

    private static void DepthToSpace(OperatorNode node) => node.Return(node.Add(
        "DepthToSpace", [node.Input(0)], ("blocksize", node.Integer("blocksize", 0)),
        ("mode", node.Text("mode", "DCR") switch
        {
            "DCR" => "Dcr",
            "CRD" => "Crd",
            var other => throw new MappingException($"needs DCR or CRD as its attribute 'mode', not '{other}'"),
        })));

    /// <summary>Each part that is read is a slice of its own.</summary>
    private static void Split(OperatorNode node)
    {
        var operand = node.Input(0);
        var axis = OperatorNode.Axis(node.Integer("axis", 0), operand.Rank);
        var given = node.Opset >= AxesAreInputs ? node.KnownIntegers(1, "split") : node.Integers("split");
        if (given is null && node.Integer("num_outputs", node.OutputCount) != node.OutputCount)
            throw new MappingException($"has {node.OutputCount} outputs, but its attribute 'num_outputs' differs");
        var sizes = given ?? EqualParts(operand.Shape[axis], node.OutputCount);
        if (sizes.Length != node.OutputCount || sizes.Any(size => size < 0 || size > operand.Shape[axis])
            || sizes.Sum() != operand.Shape[axis])
            throw new MappingException(
                $"divides {operand.Shape[axis]} elements into {node.OutputCount} parts of sizes [{string.Join(", ", sizes)}]");
        var start = 0L;
        for (var i = 0; i < sizes.Length; start += sizes[i++])
            if (node.IsRead(i))
                node.Return(i, node.Add(
                    "Slice", [operand], ("starts", new[] { start }), ("ends", new[] { start + sizes[i] }), ("axes", new[] { axis })));
    }

    /// <summary>Parts of equal size; the last is smaller where that does not work out.</summary>
    private static long[] EqualParts(long extent, int count)
    {
        var size = (extent + count - 1) / count;
        return [.. Enumerable.Range(0, count).Select(i => Math.Max(0, Math.Min(size, extent - (i * size))))];
    }

    private static void Slice(OperatorNode node)
    {
        var hasInputs = node.Opset >= SliceTakesInputs;
        var (starts, ends, axes, steps) = hasInputs
            ? (node.RequiredIntegers(1, "starts"), node.RequiredIntegers(2, "ends"), node.KnownIntegers(3, "axes"),
                node.KnownIntegers(4, "steps"))
            : (node.Integers("starts") ?? [], node.Integers("ends") ?? [], node.Integers("axes"), null);
        node.Return(node.Add(
            "Slice", [node.Input(0)], ("starts", starts), ("ends", ends), ("axes", axes), ("steps", steps)));
    }

    private static void Pad(OperatorNode node)
    {
        var mode = node.Text("mode", "constant") switch
        {
            "constant" => "Constant",
            "reflect" => "Reflect",
            "edge" => "Edge",
            "wrap" => "Wrap",
            var other => throw new MappingException($"needs constant, reflect, edge or wrap as its attribute 'mode', not '{other}'"),
        };
        if (node.Opset >= PadTakesInputs)
            node.Return(node.Add(
                "Pad", [node.Input(0), node.Optional(2)], ("pads", node.RequiredIntegers(1, "pads")),
                ("axes", node.KnownIntegers(3, "axes")), ("mode", mode)));
        else
            node.Return(node.Add(
                "Pad", [node.Input(0), node.HasAttribute("value") ? node.Scalar(node.Float("value", 0)) : null],
                ("pads", node.Integers("pads") ?? []), ("mode", mode)));
    }
}

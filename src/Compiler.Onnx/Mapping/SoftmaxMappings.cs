using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Softmax, LogSoftmax and Hardmax.</summary>
internal static class SoftmaxMappings
{
    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("Softmax", "", Map),
        new("LogSoftmax", "", Map),
        new("Hardmax", "", Map),
    ];

    /// <summary>Until opset 12 the tensor was flattened to a matrix: all axes from <c>axis</c> on count as one.</summary>
    private static void Map(OperatorNode node)
    {
        var x = node.Input(0);
        var axis = node.Integer("axis", node.Opset < 13 ? 1 : -1);
        if (node.Opset < 13 && axis == x.Rank)
            axis = x.Rank - 1;
        var first = OperatorNode.Axis(axis, x.Rank);
        if (node.Opset >= 13 || x.Shape.Dimensions.Skip(first + 1).All(size => size == 1))
        {
            node.Return(node.Add(node.Operator, [x], ("axis", first)));
            return;
        }

        var rows = x.Shape.Dimensions.Take(first).Aggregate(1L, (product, size) => product * size);
        var columns = x.Shape.Dimensions.Skip(first).Aggregate(1L, (product, size) => product * size);
        var flat = node.Add("Reshape", [x], ("shape", (long[])[rows, columns]));
        node.Return(node.Add(
            "Reshape", [node.Add(node.Operator, [flat], ("axis", 1))],
            ("shape", x.Shape.Dimensions.Select(size => (long)size).ToArray())));
    }
}

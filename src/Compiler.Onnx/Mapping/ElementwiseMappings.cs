using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Operators that compute each element by itself, of one operand or of several that are broadcast.</summary>
internal static class ElementwiseMappings
{
    // Since opset 7 operands are broadcast as in NumPy. Before, only the second was, where an attribute said so.
    private const int NumpyBroadcasting = 7;

    public static IEnumerable<OperatorMapping> Mappings =>
    [
        .. new[]
        {
            "Abs", "Neg", "Sign", "Exp", "Log", "Sqrt", "Reciprocal", "Floor", "Ceil", "Round", "Sin", "Cos", "Tan", "Asin", "Acos",
            "Atan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "Erf", "IsNaN", "Not", "BitwiseNot",
        }.Select(name => new OperatorMapping(name, "", node => node.Return(node.Add(name, [node.Input(0)])))),
        new("IsInf", "", node => node.Return(node.Add(
            "IsInf", [node.Input(0)], ("detect_negative", node.Integer("detect_negative", 1) != 0),
            ("detect_positive", node.Integer("detect_positive", 1) != 0)))),
        .. new[]
        {
            "Add", "Sub", "Mul", "Div", "Pow", "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "And", "Or", "Xor",
            "BitwiseAnd", "BitwiseOr", "BitwiseXor",
        }.Select(name => new OperatorMapping(name, "", node => node.Return(node.Add(name, Operands(node))))),
        .. new[] { "Min", "Max", "Sum", "Mean" }.Select(name => new OperatorMapping(name, "", node => node.Return(
            node.Add(name, [.. Enumerable.Range(0, Math.Max(1, node.InputCount)).Select(node.Input)])))),
        new("Mod", "", node => node.Return(node.Add("Mod", Operands(node), ("fmod", node.Integer("fmod", 0) != 0)))),
        new("BitShift", "", node => node.Return(node.Add("BitShift", Operands(node), ("direction", Direction(node))))),
        new("Where", "", node => node.Return(node.Add("Where", [node.Input(0), node.Input(1), node.Input(2)]))),
    ];

    private static string Direction(OperatorNode node) => node.Text("direction", "") switch
    {
        "LEFT" => "Left",
        "RIGHT" => "Right",
        var other => throw new MappingException($"needs LEFT or RIGHT as its attribute 'direction', not '{other}'"),
    };

    /// <summary>Both operands; where the second was broadcast by the older rule, it is reshaped for the newer one.</summary>
    private static Operand[] Operands(OperatorNode node)
    {
        var (left, right) = (node.Input(0), node.Input(1));
        if (node.Opset >= NumpyBroadcasting || left.Shape == right.Shape)
            return [left, right];
        if (node.Integer("broadcast", 0) == 0)
            throw new MappingException(
                $"needs operands of one shape, but they are of {left.Shape} and {right.Shape} and 'broadcast' is not set");
        return [left, node.HasAttribute("axis") ? AlignAt(node, left, right) : right];
    }

    private static Operand AlignAt(OperatorNode node, Operand left, Operand right)
    {
        var axis = OperatorNode.Axis(node.Integer("axis", 0), left.Rank);
        if (axis + right.Rank > left.Rank)
            throw new MappingException($"cannot broadcast {right.Shape} to {left.Shape} at axis {axis}");
        TensorShape shape = new([.. right.Shape.Dimensions, .. Enumerable.Repeat(1, left.Rank - axis - right.Rank)]);
        return node.Add("Reshape", [right], ("shape", shape.Dimensions.ToArray()));
    }
}

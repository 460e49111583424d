namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Pooling over windows and over all spatial axes.</summary>
internal static class PoolingMappings
{
    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("MaxPool", "", MaxPool),
        new("AveragePool", "", node => Pool(node, ("count_include_pad", node.Integer("count_include_pad", 0) != 0))),
        new("LpPool", "", node => Pool(node, ("p", node.Integer("p", 2)))),
        new("GlobalAveragePool", "", node => node.Return(node.Add("GlobalAveragePool", [node.Input(0)]))),
        new("GlobalMaxPool", "", node => node.Return(node.Add("GlobalMaxPool", [node.Input(0)]))),
        new("GlobalLpPool", "", node => node.Return(node.Add("GlobalLpPool", [node.Input(0)], ("p", node.Integer("p", 2))))),
    ];

    private static void MaxPool(OperatorNode node)
    {
        if (node.IsRead(0))
            node.Return(Add(node));
        if (node.IsRead(1))
            node.Return(1, Add(node, ("output", "Indices"), ("storage_order", node.Integer("storage_order", 0) != 0)));
    }

    private static void Pool(OperatorNode node, (string Name, object? Value) property) => node.Return(Add(node, property));

    private static Operand Add(OperatorNode node, params (string Name, object? Value)[] properties)
    {
        var x = node.Input(0);
        var window = WindowAttributes.Read(node, x.Shape, null);
        return node.Add(
            node.Operator, [x],
            [("kernel_shape", window.Kernel), .. window.Properties, ("ceil_mode", node.Integer("ceil_mode", 0) != 0), .. properties]);
    }
}

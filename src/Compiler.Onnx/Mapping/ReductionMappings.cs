namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Operators that combine elements along axes.</summary>
internal static class ReductionMappings
{
    // The opsets in which axes moved from an attribute to an input.
    private const int AxesOfSumAreInputs = 13;
    private const int AxesAreInputs = 18;
    private const int CountOfTopIsInput = 10;

    public static IEnumerable<OperatorMapping> Mappings =>
    [
        Reduction("ReduceSum", AxesOfSumAreInputs),
        .. new[]
        {
            "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum",
            "ReduceLogSumExp",
        }.Select(name => Reduction(name, AxesAreInputs)),
        Search("ArgMax"),
        Search("ArgMin"),
        new("TopK", "Axes of up to 4096 elements.", TopK),
        new("CumSum", "", CumSum),
    ];

    private static OperatorMapping Reduction(string name, int axesAreInputs) => new(name, "", node => node.Return(node.Add(
        name, [node.Input(0)],
        ("axes", node.Opset >= axesAreInputs ? node.KnownIntegers(1, "axes") : node.Integers("axes")),
        ("keepdims", node.Integer("keepdims", 1) != 0),
        ("noop_with_empty_axes", node.Integer("noop_with_empty_axes", 0) != 0))));

    private static OperatorMapping Search(string name) => new(name, "", node => node.Return(node.Add(
        name, [node.Input(0)], ("axis", node.Integer("axis", 0)), ("keepdims", node.Integer("keepdims", 1) != 0),
        ("select_last_index", node.Integer("select_last_index", 0) != 0))));

    /// <summary>The indices are searched for; the values are the elements at them.</summary>
    private static void TopK(OperatorNode node)
    {
        var (operand, axis) = (node.Input(0), node.Integer("axis", -1));
        var k = node.Opset >= CountOfTopIsInput ? node.Single(1, "k") : node.Integer("k", 0);
        var indices = node.Add(
            "TopK", [operand], ("k", k), ("axis", axis), ("largest", node.Integer("largest", 1) != 0));
        if (node.IsRead(0))
            node.Return(0, node.Add("GatherElements", [operand, indices], ("axis", axis)));
        node.Return(1, indices);
    }

    private static void CumSum(OperatorNode node) => node.Return(node.Add(
        "CumSum", [node.Input(0)], ("axis", node.Single(1, "axis")), ("exclusive", node.Integer("exclusive", 0) != 0),
        ("reverse", node.Integer("reverse", 0) != 0)));
}

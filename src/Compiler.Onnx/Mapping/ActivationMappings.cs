namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Activation functions.</summary>
internal static class ActivationMappings
{
    private const int ClipBoundsAreInputs = 11;
    private const int SlopeIsBroadcast = 7;

    public static IEnumerable<OperatorMapping> Mappings =>
    [
        Of("Relu"), Of("LeakyRelu", "alpha"), new("PRelu", "", ParametricRelu), Of("Elu", "alpha"), Of("Selu", "alpha", "gamma"),
        Of("Celu", "alpha"), Of("ThresholdedRelu", "alpha"), Of("Sigmoid"), Of("Tanh"), Of("HardSigmoid", "alpha", "beta"),
        Of("HardSwish"), Of("Swish", "alpha"), Of("Mish"), Of("Softplus"), Of("Softsign"), new("Gelu", "", Gelu),
        Of("Shrink", "lambd", "bias"), new("Clip", "", Clip),
    ];

    /// <summary>A function of one operand with float attributes, which have had the same meaning in all opsets.</summary>
    private static OperatorMapping Of(string name, params string[] attributes) => new(
        name, "",
        node => node.Return(node.Add(
            name, [node.Input(0)],
            [.. attributes.Where(node.HasAttribute).Select(attribute => (attribute, (object?)node.Float(attribute, 0)))])));

    // Before opset 7 a slope per channel was a vector.
    private static void ParametricRelu(OperatorNode node)
    {
        var (x, slope) = (node.Input(0), node.Input(1));
        if (node.Opset < SlopeIsBroadcast && slope.Rank == 1 && x.Rank > 2)
            slope = node.Add("Reshape", [slope], ("shape", (int[])[slope.Shape[0], .. Enumerable.Repeat(1, x.Rank - 2)]));
        node.Return(node.Add("PRelu", [x, slope]));
    }

    private static void Gelu(OperatorNode node) => node.Return(node.Add(
        "Gelu", [node.Input(0)],
        ("approximate", node.Text("approximate", "none") switch
        {
            "none" => "None",
            "tanh" => "Tanh",
            var other => throw new MappingException($"needs none or tanh as its attribute 'approximate', not '{other}'"),
        })));

    private static void Clip(OperatorNode node) => node.Return(node.Opset >= ClipBoundsAreInputs
        ? node.Add("Clip", [node.Input(0), node.Optional(1), node.Optional(2)])
        : node.Add("Clip", [node.Input(0), Bound(node, "min"), Bound(node, "max")]));

    private static Operand? Bound(OperatorNode node, string attribute) =>
        node.HasAttribute(attribute) ? node.Scalar(node.Float(attribute, 0)) : null;
}

using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Normalisations.</summary>
internal static class NormalizationMappings
{
    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("BatchNormalization", "", BatchNormalization),
        new("InstanceNormalization", "", node => node.Return(
            node.Add("InstanceNormalization", [node.Input(0), node.Input(1), node.Input(2)], Epsilon(node)))),
        new("GroupNormalization", "", GroupNormalization),
        new("LayerNormalization", "Computes in float32 whatever stash_type asks for.", LayerNormalization),
        new("RMSNormalization", "Computes in float32 whatever stash_type asks for.", node => node.Return(
            node.Add("RMSNormalization", [node.Input(0), node.Input(1)], Axis(node), Epsilon(node)))),
        new("MeanVarianceNormalization", "", node => node.Return(
            node.Add("MeanVarianceNormalization", [node.Input(0)], ("axes", node.Integers("axes"))))),
        new("LpNormalization", "", node => node.Return(
            node.Add("LpNormalization", [node.Input(0)], Axis(node), ("p", node.Integer("p", 2))))),
        new("LRN", "", node => node.Return(node.Add(
            "LRN", [node.Input(0)], ("size", node.Integer("size", 0)), ("alpha", node.Float("alpha", 1e-4f)),
            ("beta", node.Float("beta", 0.75f)), ("bias", node.Float("bias", 1))))),
    ];

    private static (string, object?) Epsilon(OperatorNode node) => ("epsilon", node.Float("epsilon", 1e-5f));

    private static (string, object?) Axis(OperatorNode node) => ("axis", node.Integer("axis", -1));

    private static void BatchNormalization(OperatorNode node)
    {
        if (node.Opset >= 14 && node.Integer("training_mode", 0) != 0)
            Train(node);
        else if (node.IsRead(1))
            throw new MappingException("is in training mode, as its further results show; export the model for inference");
        else if (node.Integer("spatial", 1) == 0 && node.Input(0).Rank > 2)
            PerPosition(node);
        else
            node.Return(Normalize(node, WithChannels(node, node.Input(0)), node.Input(3), node.Input(4), node.Input(0).Shape));
    }

    private static Operand Normalize(OperatorNode node, Operand x, Operand mean, Operand variance, TensorShape shape)
    {
        var result = node.Add("BatchNormalization", [x, node.Input(1), node.Input(2), mean, variance], Epsilon(node));
        return result.Rank == shape.Rank ? result : Reshape(node, result, shape);
    }

    /// <summary>A vector is a batch of samples with one channel.</summary>
    private static Operand WithChannels(OperatorNode node, Operand x) =>
        x.Rank == 1 ? Reshape(node, x, TensorShape.Of(x.Shape[0], 1)) : x;

    /// <summary>Until opset 8 every position of every channel could have statistics of its own: spatial = 0.</summary>
    private static void PerPosition(OperatorNode node)
    {
        var x = node.Input(0);
        var length = (int)(x.Shape.ElementCount / Math.Max(1, x.Shape[0]));
        Operand?[] operands = [Reshape(node, x, TensorShape.Of(x.Shape[0], length)), .. Enumerable.Range(1, 4)
            .Select(i => Reshape(node, node.Input(i), TensorShape.Of((int)node.Input(i).Shape.ElementCount)))];
        node.Return(Reshape(node, node.Add("BatchNormalization", operands, Epsilon(node)), x.Shape));
    }

    /// <summary>Statistics of the batch itself; the running ones follow them.</summary>
    private static void Train(OperatorNode node)
    {
        var x = WithChannels(node, node.Input(0));
        long[] axes = [0, .. Enumerable.Range(2, x.Rank - 2).Select(axis => (long)axis)];
        var mean = node.Add("ReduceMean", [x], ("axes", axes), ("keepdims", true));
        var centred = node.Add("Sub", [x, mean]);
        var variance = node.Add("ReduceMean", [node.Add("Mul", [centred, centred])], ("axes", axes), ("keepdims", false));
        mean = Reshape(node, mean, variance.Shape);
        node.Return(Normalize(node, x, mean, variance, node.Input(0).Shape));
        var momentum = node.Float("momentum", 0.9f);
        if (node.IsRead(1))
            node.Return(1, Follow(node, node.Input(3), mean, momentum));
        if (node.IsRead(2))
            node.Return(2, Follow(node, node.Input(4), variance, momentum));
    }

    private static Operand Follow(OperatorNode node, Operand running, Operand current, float momentum) => node.Add(
        "Add", [node.Add("Mul", [running, Number(node, momentum)]), node.Add("Mul", [current, Number(node, 1 - momentum)])]);

    private static Operand Number(OperatorNode node, float value) => node.Constant(TensorData.Of(TensorShape.Of(), [value]));

    /// <summary>Until opset 20, scale and bias had one number for each group instead of each channel.</summary>
    private static void GroupNormalization(OperatorNode node)
    {
        var (x, groups) = (node.Input(0), node.Integer("num_groups", 0));
        var (scale, bias) = (node.Input(1), node.Input(2));
        if (node.Opset < 21 && x.Rank >= 2 && groups > 0 && x.Shape[1] % groups == 0)
            (scale, bias) = (PerChannel(scale), PerChannel(bias));
        node.Return(node.Add("GroupNormalization", [x, scale, bias], ("num_groups", groups), Epsilon(node)));

        Operand PerChannel(Operand perGroup)
        {
            if (perGroup.Shape != TensorShape.Of((int)groups))
                throw new MappingException($"needs a scale and a bias for each of {groups} groups, but one has the shape {perGroup.Shape}");
            var expanded = node.Add(
                "Expand", [Reshape(node, perGroup, TensorShape.Of((int)groups, 1))], ("shape", (long[])[groups, x.Shape[1] / groups]));
            return Reshape(node, expanded, TensorShape.Of(x.Shape[1]));
        }
    }

    private static void LayerNormalization(OperatorNode node)
    {
        string[] outputs = ["Y", "Mean", "InvStdDev"];
        for (var i = 0; i < outputs.Length; i++)
            if (node.IsRead(i))
                node.Return(i, node.Add(
                    "LayerNormalization", [node.Input(0), node.Input(1), node.Optional(2)],
                    Axis(node), Epsilon(node), ("output", outputs[i])));
    }

    private static Operand Reshape(OperatorNode node, Operand x, TensorShape shape) =>
        node.Add("Reshape", [x], ("shape", shape.Dimensions.Select(dimension => (long)dimension).ToArray()));
}

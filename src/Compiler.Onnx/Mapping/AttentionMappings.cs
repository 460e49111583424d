namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Attention.</summary>
internal static class AttentionMappings
{
    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("Attention", "Computes in float32 whatever softmax_precision asks for.", Attention),
    ];

    private static void Attention(OperatorNode node)
    {
        string[] outputs = ["Y", "PresentKey", "PresentValue", ScoresOf(node.Integer("qk_matmul_output_mode", 0))];
        Operand?[] operands = [node.Input(0), node.Input(1), node.Input(2), .. Enumerable.Range(3, 4).Select(node.Optional)];
        for (var i = 0; i < outputs.Length; i++)
            if (node.IsRead(i))
                node.Return(i, node.Add(
                    "Attention", operands,
                    ("q_num_heads", node.Integer("q_num_heads", 0)), ("kv_num_heads", node.Integer("kv_num_heads", 0)),
                    ("is_causal", node.Integer("is_causal", 0) != 0), ("softcap", node.Float("softcap", 0)),
                    ("scale", node.HasAttribute("scale") ? node.Float("scale", 0) : null), ("output", outputs[i])));
    }

    private static string ScoresOf(long mode) => mode switch
    {
        0 => "Scores",
        1 => "CappedScores",
        2 => "MaskedScores",
        3 => "Softmax",
        _ => throw new MappingException($"has an unknown qk_matmul_output_mode, {mode}"),
    };
}

namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators of transformers.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> AttentionOperators() =>
    [
        Operator("Attention", 3, 7,
            "softmax(softcap(scale·Q·Kᵀ) + mask)·V for each head: Q, K, V, mask, past keys, past values, numbers of keys that are no padding.",
            Heads("q_num_heads", "Number of heads of a query [batch, position, head·element]."),
            Heads("kv_num_heads", "Number of heads of keys and values [batch, position, head·element]."),
            Flag("is_causal", "Whether a position sees none behind it.", false),
            Real("scale", "Factor of the scores; 1/√(size of a head) if not given."),
            Real("softcap", "Scores are squeezed into ±softcap by tanh; 0 for not at all.", "0"),
            Choice("output", "The result, keys or values with those of the past, or a step on the way.",
                "Y", "PresentKey", "PresentValue", "Scores", "CappedScores", "MaskedScores", "Softmax")),
    ];

    private static PropertySchema Heads(string name, string summary) => Whole(name, summary, "0") with
    {
        Minimum = 0, Maximum = int.MaxValue,
    };
}

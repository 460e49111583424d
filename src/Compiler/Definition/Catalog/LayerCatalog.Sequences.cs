namespace ModelCompiler.Compiler.Definition;

/// <summary>Layers of sequences whose steps hold features, and attention.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> Sequences() =>
    [
        new("Embedding", "embedding", 1, 1,
            "The row of a table for each index, 0 for the first; one outside counts as the nearest (ONNX Gather): [L] → [L, features].",
            [
                Count("rows", "Number of rows, such as words.") with { IsRequired = true },
                Count("features", "Number of values in a row.") with { IsRequired = true },
            ])
        {
            Parameters = "rows·features", Onnx = "Gather", Keras = "Embedding", Kernel = "generic",
        },
        new("Bilinear", "bilinear", 2, 2, "y_i = aᵀ·W_i·b + c_i for two vectors a and b: [A], [B] → [units].",
            [Count("units", "Number of outputs.") with { IsRequired = true }, Bias(), .. FusedActivation()])
        {
            Parameters = "units·(A·B + 1)", Macs = "2·units·A·B", Onnx = "Einsum", Kernel = "generic",
        },
        new("PositionalEncoding", "positions", 1, 1,
            "x + sin(p/10000^(2i/F)) at feature 2i, x + cos(p/10000^(2i/F)) at feature 2i + 1 of step p (Vaswani 2017): [L, F] → [L, F].", [])
        {
            Onnx = "Add", Kernel = "fast, or generic",
        },
        new("SelfAttention2D", "attention", 1, 1,
            "γ·v(h(x)·softmax(f(x)ᵀ·g(x))) + x, each position attending to all, with pointwise convolutions f, g, h and v (SAGAN, Zhang "
            + "2018): [C, H, W] → [C, H, W].",
            [
                Count("channels", "Number of channels of f and g.") with { Default = "C / 8" },
                Count("valueChannels", "Number of channels of h.") with { Default = "channels" },
                Flag("bias", "Whether the four convolutions add a bias.", true),
            ])
        {
            Parameters = "2·channels·(C + 1) + valueChannels·(2·C + 1) + C + 1",
            Macs = "(2·channels + 2·valueChannels)·C·H·W + (channels + valueChannels)·(H·W)²",
            Onnx = "Conv, Attention, Conv, Mul, Add", Kernel = "fast, but for small matrices",
        },
        new("MultiHeadAttention", "multihead", 1, 3,
            "softmax(Q·Kᵀ/√(F/heads))·V for each head, with Q, K, V and the result multiplied by matrices (Vaswani 2017): of one layer "
            + "[L, F] itself; of two [L, F] and [M, F], whose second one gives keys and values; of three, queries, keys and values → [L, F].",
            [
                Count("heads", "Number of heads; divides the features.") with { IsRequired = true },
                Flag("causal", "Whether a step sees none behind it.", false), Bias(),
            ])
        {
            Parameters = "4·F·(F + 1)", Macs = "2·(L + M)·F² + 2·L·M·F", Onnx = "Gemm, Attention, Gemm", Keras = "MultiHeadAttention",
            Kernel = "fast, but for small matrices",
        },
    ];

    private static IEnumerable<LayerSchema> RecurrentLayers() =>
    [
        Recurrent("RNN", 1, "h_t = f(W·x_t + b + R·h_{t−1} + c) with f = tanh or max(0, ·)",
            "SimpleRNN", Choice("nonlinearity", "The function f.", "Tanh", "ReLU")),
        Recurrent("GRU", 3,
            "h_t = (1 − z)·n + z·h_{t−1} with r, z = σ(W·x_t + b + R·h_{t−1} + c) and n = tanh(W·x_t + b + r·(R·h_{t−1} + c))",
            "GRU", Flag("resetAfter", "Whether r is applied to the product, as in the formula, and not to the state: tanh(W·x + b + R·(r·h) + c).", true)),
        Recurrent("LSTM", 4,
            "c_t = f·c_{t−1} + i·g and h_t = o·tanh(c_t) with i, f, o = σ(W·x_t + b + R·h_{t−1} + c) and g = tanh(the same)", "LSTM"),
    ];

    private static LayerSchema Recurrent(string kind, int gates, string formula, string keras, params PropertySchema[] properties) => new(
        kind, kind.ToLowerInvariant(), 1, 1,
        $"{formula}; the state begins as 0, or in a stateful model as the call before left it (ONNX {kind}): [L, F] → [units], or [L, units] of all steps; 2·units of both directions.",
        [
            Count("units", "Number of values of the state.") with { IsRequired = true },
            Choice("direction", "In which order steps are taken; of both, the features of the forward one come first.",
                "Forward", "Reverse", "Bidirectional"),
            Flag("sequence", "Whether the result has the states of all steps, and not only the last one.", false),
            Bias(), .. properties,
        ])
    {
        Parameters = $"directions·{(gates == 1 ? "" : gates + "·")}units·(F + units + 2)",
        Macs = $"directions·{(gates == 1 ? "" : gates + "·")}units·(F + units)·L", Onnx = kind, Keras = keras, Kernel = "fast",
    };
}

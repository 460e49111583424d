namespace ModelCompiler;

/// <summary>
/// softmax(Q·Kᵀ/√(F/heads))·V for each head, with Q, K, V and the result multiplied by matrices (Vaswani 2017): of one layer [L, F]
/// itself; of two [L, F] and [M, F], whose second one gives keys and values; of three, queries, keys and values → [L, F].
/// </summary>
/// <remarks>
/// Weights: <c>in_proj_weight</c> [3·F, F], <c>in_proj_bias</c> [3·F], <c>out_proj.weight</c> [F, F], <c>out_proj.bias</c> [F].
/// </remarks>
/// <param name="heads">Number of heads; divides the features.</param>
/// <param name="inputs">Names of the layers of queries, keys and values; of queries and what both others are of; or none for the layer before.</param>
public sealed class MultiHeadAttentionAttribute(int heads, params string[] inputs) : LayerAttribute
{
    /// <summary>Number of heads; divides the features.</summary>
    public int Heads { get; } = heads;

    /// <summary>Names of the layers of queries, keys and values; of queries and what both others are of; or none for the layer before.</summary>
    public string[] Inputs { get; } = inputs;

    /// <summary>Whether a step sees none behind it.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}

namespace ModelCompiler;

/// <summary>
/// h_t = (1 − z)·n + z·h_{t−1} with r, z = σ(W·x_t + b + R·h_{t−1} + c) and n = tanh(W·x_t + b + r·(R·h_{t−1} + c)); the state
/// begins as 0 (ONNX GRU): [L, F] → [units], or [L, units] of all steps; 2·units of both directions. Steps are unrolled: at most
/// 256, of both directions together.
/// </summary>
/// <remarks>
/// Weights: <c>weight_ih_l0</c> [3·units, F], <c>weight_hh_l0</c> [3·units, units], <c>bias_ih_l0</c> and <c>bias_hh_l0</c>
/// [3·units]; those of the other direction end in <c>_reverse</c>. Gates are in the order of PyTorch: r, z, n.
/// </remarks>
/// <param name="units">Number of values of the state.</param>
public sealed class GRUAttribute(int units) : LayerAttribute
{
    /// <summary>Number of values of the state.</summary>
    public int Units { get; } = units;

    /// <summary>In which order steps are taken.</summary>
    public RecurrentDirection Direction { get; set; }

    /// <summary>Whether the result has the states of all steps, and not only the last one.</summary>
    public bool Sequence { get; set; }

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Whether r is applied to the product, as in the formula, and not to the state: tanh(W·x + b + R·(r·h) + c).</summary>
    public bool ResetAfter { get; set; } = true;
}

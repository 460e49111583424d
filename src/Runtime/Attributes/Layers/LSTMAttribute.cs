namespace ModelCompiler;

/// <summary>
/// c_t = f·c_{t−1} + i·g and h_t = o·tanh(c_t) with i, f, o = σ(W·x_t + b + R·h_{t−1} + c) and g = tanh(the same); the state begins
/// as 0 (ONNX LSTM): [L, F] → [units], or [L, units] of all steps; 2·units of both directions. Steps are unrolled: at most 256, of
/// both directions together.
/// </summary>
/// <remarks>
/// Weights: <c>weight_ih_l0</c> [4·units, F], <c>weight_hh_l0</c> [4·units, units], <c>bias_ih_l0</c> and <c>bias_hh_l0</c>
/// [4·units]; those of the other direction end in <c>_reverse</c>. Gates are in the order of PyTorch: i, f, g, o.
/// </remarks>
/// <param name="units">Number of values of the state.</param>
public sealed class LSTMAttribute(int units) : LayerAttribute
{
    /// <summary>Number of values of the state.</summary>
    public int Units { get; } = units;

    /// <summary>In which order steps are taken.</summary>
    public RecurrentDirection Direction { get; set; }

    /// <summary>Whether the result has the states of all steps, and not only the last one.</summary>
    public bool Sequence { get; set; }

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}

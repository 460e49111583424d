namespace ModelCompiler;

/// <summary>
/// h_t = f(W·x_t + b + R·h_{t−1} + c) with f = tanh or max(0, ·); the state begins as 0 (ONNX RNN): [L, F] → [units], or [L, units]
/// of all steps; 2·units of both directions. Steps are unrolled: at most 256, of both directions together.
/// </summary>
/// <remarks>
/// Weights: <c>weight_ih_l0</c> [units, F], <c>weight_hh_l0</c> [units, units], <c>bias_ih_l0</c> and <c>bias_hh_l0</c> [units];
/// those of the other direction end in <c>_reverse</c>.
/// </remarks>
/// <param name="units">Number of values of the state.</param>
public sealed class RNNAttribute(int units) : LayerAttribute
{
    /// <summary>Number of values of the state.</summary>
    public int Units { get; } = units;

    /// <summary>In which order steps are taken.</summary>
    public RecurrentDirection Direction { get; set; }

    /// <summary>Whether the result has the states of all steps, and not only the last one.</summary>
    public bool Sequence { get; set; }

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The function f.</summary>
    public RecurrentNonlinearity Nonlinearity { get; set; }
}

namespace ModelCompiler;

/// <summary>
/// γ·v(h(x)·softmax(f(x)ᵀ·g(x))) + x, each position attending to all, with pointwise convolutions f, g, h and v (SAGAN, Zhang
/// 2018): [C, H, W] → [C, H, W].
/// </summary>
/// <remarks>
/// Weights: <c>f.weight</c> and <c>g.weight</c> [channels, C, 1, 1], <c>h.weight</c> [valueChannels, C, 1, 1], <c>v.weight</c> [C,
/// valueChannels, 1, 1], a <c>bias</c> of each, and <c>gamma</c> [1].
/// </remarks>
public sealed class SelfAttention2DAttribute : LayerAttribute
{
    /// <summary>Number of channels of f and g. Default: C / 8.</summary>
    public int Channels { get; set; }

    /// <summary>Number of channels of h. Default: that of f and g.</summary>
    public int ValueChannels { get; set; }

    /// <summary>Whether the four convolutions add a bias.</summary>
    public bool Bias { get; set; } = true;
}

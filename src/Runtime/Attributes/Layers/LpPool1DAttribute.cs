namespace ModelCompiler;

/// <summary>(Σ |x|^p)^(1/p) over windows (ONNX LpPool): [C, L] → [C, L′].</summary>
public sealed class LpPool1DAttribute : WindowedLayerAttribute
{
    /// <summary>A norm over windows.</summary>
    /// <param name="kernel">Length of the window, and its step unless given.</param>
    public LpPool1DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>The exponent.</summary>
    public int P { get; set; } = 2;

    /// <summary>Distance between the window's elements in all directions. Default: 1. Not together with <see cref="Dilations"/>.</summary>
    public int Dilation { get; set; }

    /// <summary>Distance between the window's elements: one number for each axis, or one for all. Default: 1.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Whether positions are rounded up, so that the last window may lie partly outside.</summary>
    public bool CeilMode { get; set; }
}

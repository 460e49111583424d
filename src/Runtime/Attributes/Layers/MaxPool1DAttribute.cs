namespace ModelCompiler;

/// <summary>Maximum over windows (ONNX MaxPool); padding counts as −∞: [C, L] → [C, L′].</summary>
public sealed class MaxPool1DAttribute : WindowedLayerAttribute
{
    /// <summary>A maximum over windows.</summary>
    /// <param name="kernel">Length of the window, and its step unless given.</param>
    public MaxPool1DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>Distance between the window's elements in all directions. Default: 1. Not together with <see cref="Dilations"/>.</summary>
    public int Dilation { get; set; }

    /// <summary>Distance between the window's elements: one number for each axis, or one for all. Default: 1.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Whether positions are rounded up, so that the last window may lie partly outside.</summary>
    public bool CeilMode { get; set; }
}

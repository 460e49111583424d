namespace ModelCompiler;

/// <summary>(Σ |x|^p)^(1/p) over windows (ONNX LpPool): [C, D, H, W] → [C, D′, H′, W′].</summary>
public sealed class LpPool3DAttribute : WindowedLayerAttribute
{
    /// <summary>A norm over cubic windows.</summary>
    /// <param name="kernel">Depth, height and width of the window, and its step unless given.</param>
    public LpPool3DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>A norm over box-shaped windows.</summary>
    /// <param name="kernelDepth">Depth of the window, and its step unless given.</param>
    /// <param name="kernelHeight">Height of the window, and its step unless given.</param>
    /// <param name="kernelWidth">Width of the window, and its step unless given.</param>
    public LpPool3DAttribute(int kernelDepth, int kernelHeight, int kernelWidth)
        : base(kernelDepth, kernelHeight, kernelWidth)
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

namespace ModelCompiler;

/// <summary>(Σ |x|^p)^(1/p) over windows (ONNX LpPool): [C, H, W] → [C, H′, W′].</summary>
public sealed class LpPool2DAttribute : WindowedLayerAttribute
{
    /// <summary>A norm over square windows.</summary>
    /// <param name="kernel">Height and width of the window, and its step unless given.</param>
    public LpPool2DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>A norm over rectangular windows.</summary>
    /// <param name="kernelHeight">Height of the window, and its step unless given.</param>
    /// <param name="kernelWidth">Width of the window, and its step unless given.</param>
    public LpPool2DAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
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

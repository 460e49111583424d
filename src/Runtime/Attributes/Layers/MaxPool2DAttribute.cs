namespace ModelCompiler;

/// <summary>Maximum over windows (ONNX MaxPool); padding counts as −∞: [C, H, W] → [C, H′, W′].</summary>
public sealed class MaxPool2DAttribute : WindowedLayerAttribute
{
    /// <summary>A maximum over square windows.</summary>
    /// <param name="kernel">Height and width of the window, and its step unless given.</param>
    public MaxPool2DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>A maximum over rectangular windows.</summary>
    /// <param name="kernelHeight">Height of the window, and its step unless given.</param>
    /// <param name="kernelWidth">Width of the window, and its step unless given.</param>
    public MaxPool2DAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
    {
    }

    /// <summary>Distance between the window's elements in all directions. Default: 1. Not together with <see cref="Dilations"/>.</summary>
    public int Dilation { get; set; }

    /// <summary>Distance between the window's elements: one number for each axis, or one for all. Default: 1.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Whether positions are rounded up, so that the last window may lie partly outside.</summary>
    public bool CeilMode { get; set; }
}

namespace ModelCompiler;

/// <summary>Mean over windows (ONNX AveragePool): [C, H, W] → [C, H′, W′].</summary>
public sealed class AveragePool2DAttribute : WindowedLayerAttribute
{
    /// <summary>A mean over square windows.</summary>
    /// <param name="kernel">Height and width of the window, and its step unless given.</param>
    public AveragePool2DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>A mean over rectangular windows.</summary>
    /// <param name="kernelHeight">Height of the window, and its step unless given.</param>
    /// <param name="kernelWidth">Width of the window, and its step unless given.</param>
    public AveragePool2DAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
    {
    }

    /// <summary>Whether positions are rounded up, so that the last window may lie partly outside.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padding counts as elements of the window.</summary>
    public bool CountIncludePad { get; set; }
}

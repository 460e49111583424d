namespace ModelCompiler;

/// <summary>Mean over windows (ONNX AveragePool): [C, D, H, W] → [C, D′, H′, W′].</summary>
public sealed class AveragePool3DAttribute : WindowedLayerAttribute
{
    /// <summary>A mean over cubic windows.</summary>
    /// <param name="kernel">Depth, height and width of the window, and its step unless given.</param>
    public AveragePool3DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>A mean over box-shaped windows.</summary>
    /// <param name="kernelDepth">Depth of the window, and its step unless given.</param>
    /// <param name="kernelHeight">Height of the window, and its step unless given.</param>
    /// <param name="kernelWidth">Width of the window, and its step unless given.</param>
    public AveragePool3DAttribute(int kernelDepth, int kernelHeight, int kernelWidth)
        : base(kernelDepth, kernelHeight, kernelWidth)
    {
    }

    /// <summary>Whether positions are rounded up, so that the last window may lie partly outside.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padding counts as elements of the window.</summary>
    public bool CountIncludePad { get; set; }
}

namespace ModelCompiler;

/// <summary>Mean over windows (ONNX AveragePool): [C, L] → [C, L′].</summary>
public sealed class AveragePool1DAttribute : WindowedLayerAttribute
{
    /// <summary>A mean over windows.</summary>
    /// <param name="kernel">Length of the window, and its step unless given.</param>
    public AveragePool1DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>Whether positions are rounded up, so that the last window may lie partly outside.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padding counts as elements of the window.</summary>
    public bool CountIncludePad { get; set; }
}

namespace ModelCompiler;

/// <summary>A convolution with bias and activation.</summary>
public abstract class ConvolutionLayerAttribute : DilatedLayerAttribute
{
    private protected ConvolutionLayerAttribute(params int[] kernel)
        : base(kernel)
    {
    }

    /// <summary>What padding consists of.</summary>
    public PaddingMode PaddingMode { get; set; }
}

namespace ModelCompiler;

/// <summary>A layer with filters, whose window may have gaps, with bias and activation.</summary>
public abstract class DilatedLayerAttribute : WindowedLayerAttribute
{
    private protected DilatedLayerAttribute(params int[] kernel)
        : base(kernel)
    {
    }

    /// <summary>
    /// Distance between the kernel's elements in all directions. Default: 1. Not together with <see
    /// cref="Dilations"/>.
    /// </summary>
    public int Dilation { get; set; }

    /// <summary>Distance between the kernel's elements: one number for each axis, or one for all. Default: 1.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Whether a bias is added to each output channel.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Function applied to the result.</summary>
    public Activation Activation { get; set; }

    /// <summary>α of the activation. Default: 0.01 for LeakyReLU, 1 for ELU, 0.2 for HardSigmoid.</summary>
    public double Alpha { get; set; }

    /// <summary>β of the activation. Default: 0.5 for HardSigmoid.</summary>
    public double Beta { get; set; }
}

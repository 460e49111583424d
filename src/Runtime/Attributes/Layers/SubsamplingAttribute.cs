namespace ModelCompiler;

/// <summary>
/// y_j = f(β_j·Σ x_j + b_j), the sum over windows, with a β and a b per map (LeCun 1998; Bouvrie 2006, 3.2): [C, H, W] → [C, H′, W′].
/// </summary>
/// <remarks>Weights: <c>weight</c> (β) [C], <c>bias</c> [C].</remarks>
public sealed class SubsamplingAttribute : WindowedLayerAttribute
{
    /// <summary>Sums over square windows.</summary>
    /// <param name="kernel">Height and width of the window, and its step unless given.</param>
    public SubsamplingAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>Sums over rectangular windows.</summary>
    /// <param name="kernelHeight">Height of the window, and its step unless given.</param>
    /// <param name="kernelWidth">Width of the window, and its step unless given.</param>
    public SubsamplingAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
    {
    }

    /// <summary>Whether a bias is added to each map.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Function applied to the result.</summary>
    public Activation Activation { get; set; }

    /// <summary>α of the activation. Default: 0.01 for LeakyReLU, 1 for ELU, 0.2 for HardSigmoid.</summary>
    public double Alpha { get; set; }

    /// <summary>β of the activation. Default: 0.5 for HardSigmoid.</summary>
    public double Beta { get; set; }
}

namespace ModelCompiler;

/// <summary>How a convolution is computed. An algorithm that cannot apply to the layer is a build error.</summary>
public enum ConvAlgorithm
{
    /// <summary>The compiler chooses by its cost model.</summary>
    Auto,

    /// <summary>Sums of products, as in the definition.</summary>
    Direct,

    /// <summary>
    /// Winograd F(2×2, 3×3), for 3×3 kernels of stride 1 (F(2, 3) for 1×3 and 3×1), and F(2×2, 5×5), for 5×5 ones (F(2, 5) for 1×5 and 5×1).
    /// </summary>
    Winograd2x2,

    /// <summary>
    /// Winograd F(4×4, 3×3), for 3×3 kernels of stride 1 (F(4, 3) for 1×3 and 3×1), and F(4×4, 5×5), for 5×5 ones (F(4, 5) for 1×5 and 5×1).
    /// </summary>
    Winograd4x4,

    /// <summary>Winograd F(6×6, 3×3), for 3×3 kernels of stride 1.</summary>
    Winograd6x6,

    /// <summary>One filter per channel, vectors of channels: where there are as many groups as input and output channels.</summary>
    Depthwise,

    /// <summary>
    /// The matrix product that a convolution with a 1×1 kernel is, without a copy of its input: the sliding window of one element.
    /// </summary>
    ImplicitGemm,

    /// <summary>The inputs of every window are copied beside each other, some pixels at a time, and multiplied as a matrix.</summary>
    Im2col,

    /// <summary>
    /// Fast Fourier transforms of overlapping tiles, for stride 1 and large kernels; one group, or one filter per channel.
    /// </summary>
    Fft,
}

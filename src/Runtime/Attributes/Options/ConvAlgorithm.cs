namespace ModelCompiler;

/// <summary>How a convolution is computed. An algorithm that cannot apply to the layer is a build error.</summary>
public enum ConvAlgorithm
{
    /// <summary>The compiler chooses by its cost model.</summary>
    Auto,

    /// <summary>Sums of products, as in the definition.</summary>
    Direct,

    /// <summary>
    /// Winograd F(2×2, r×r): tiles of 2×2 results, for kernels of up to 5 taps for each step of the stride along an axis (1×2 results where a kernel
    /// has one row). Strided convolutions are computed as the sum of their phases.
    /// </summary>
    Winograd2x2,

    /// <summary>
    /// Winograd F(4×4, r×r): tiles of 4×4 results, for the same kernels. Fewer multiply-adds than <see cref="Winograd2x2"/>, larger packed
    /// filters and rounding errors.
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

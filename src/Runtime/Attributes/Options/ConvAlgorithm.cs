namespace ModelCompiler;

/// <summary>How a convolution is computed. An algorithm that cannot apply to the layer is a build error.</summary>
public enum ConvAlgorithm
{
    /// <summary>The compiler chooses by its cost model.</summary>
    Auto,

    /// <summary>Sums of products, as in the definition.</summary>
    Direct,

    /// <summary>Winograd F(2×2, 3×3), for 3×3 kernels of stride 1 (F(2, 3) for 1×3 and 3×1).</summary>
    Winograd2x2,

    /// <summary>Winograd F(4×4, 3×3), for 3×3 kernels of stride 1 (F(4, 3) for 1×3 and 3×1).</summary>
    Winograd4x4,

    /// <summary>Winograd F(6×6, 3×3), for 3×3 kernels of stride 1.</summary>
    Winograd6x6,
}

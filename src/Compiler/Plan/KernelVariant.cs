using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>Identifies one generated kernel that layers of all models share.</summary>
internal abstract record KernelVariant(int Bits)
{
    /// <summary>Name of the kernel's class and of its file.</summary>
    public abstract string ClassName { get; }

    public int Lanes => Bits / 32;

    /// <summary>Activations that a kernel applies to its registers; the others run over the row that was just written.</summary>
    public static bool IsInRegisters(ActivationFunction activation) =>
        activation.Kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Relu6;

    protected static string Suffix(ActivationKind activation, bool hasResidual) =>
        (hasResidual ? "_Residual" : "") + (activation == ActivationKind.None ? "" : "_" + activation);
}

/// <summary>A tile of the direct convolution, and of the products of Winograd's algorithm.</summary>
/// <param name="Pixels">Pixels of the tile, in one row.</param>
/// <param name="Block">Output channels per block: 16, 8 or 4.</param>
/// <param name="Panels">Blocks of output channels in the tile.</param>
/// <param name="PixelStep">Floats between the inputs of two neighbouring output pixels.</param>
/// <param name="HasBias">Sums start at the bias, else at zero.</param>
internal sealed record ConvTile(
    int Bits, int Pixels, int Block, int Panels, int PixelStep, bool HasBias, bool HasResidual, ActivationKind Activation)
    : KernelVariant(Bits)
{
    /// <summary>Rows of the window and floats per row where all taps are written out; 0 where they are looped over.</summary>
    public (int Rows, int Run) Unrolled { get; init; }

    public bool IsUnrolled => Unrolled.Rows > 0;

    /// <summary>While it computes, the tile fetches filters that will be needed later into the second-level cache.</summary>
    public bool HasPrefetch { get; init; }

    /// <summary>
    /// The results of two pixels do not lie side by side: pixels are samples of a batch, or of one phase of a transposed convolution.
    /// </summary>
    public bool IsSpread { get; init; }

    public int VectorsPerBlock => Block / Lanes;

    public int Vectors => Panels * VectorsPerBlock;

    public override string ClassName =>
        $"ConvTile_{Bits}_{Pixels}x{Panels * Block}_Step{PixelStep}{(IsUnrolled ? $"_Taps{Unrolled.Rows}x{Unrolled.Run}" : "")}"
        + (IsSpread ? "_Spread" : "") + (HasBias ? "" : "_NoBias") + (HasPrefetch ? "_Prefetch" : "")
        + Suffix(Activation, HasResidual);
}

/// <summary>A tile of a depthwise convolution: neighbouring pixels of one channel block.</summary>
internal sealed record DepthwiseTile(
    int Bits, int Pixels, int Block, int PixelStep, bool HasResidual, ActivationKind Activation) : KernelVariant(Bits)
{
    public int VectorsPerBlock => Block / Lanes;

    public override string ClassName =>
        $"DepthwiseTile_{Bits}_{Pixels}x{Block}_Step{PixelStep}{Suffix(Activation, HasResidual)}";
}

/// <summary>16 outputs of a dense layer.</summary>
internal sealed record DenseBlock(int Bits, bool HasResidual, ActivationKind Activation) : KernelVariant(Bits)
{
    public const int Block = 16;

    public int VectorsPerBlock => Block / Lanes;

    public override string ClassName => $"DenseBlock_{Bits}{Suffix(Activation, HasResidual)}";
}

/// <summary>Windows of a pool along one row, all inside the image.</summary>
/// <param name="Columns">Columns of the window, unrolled; 0 for any number.</param>
internal sealed record PoolRow(int Bits, bool IsMaximum, int Block, int Columns) : KernelVariant(Bits)
{
    public int VectorsPerBlock => Block / Lanes;

    public override string ClassName =>
        $"{(IsMaximum ? "Max" : "Average")}PoolRow_{Bits}_Block{Block}{(Columns == 0 ? "" : $"_Columns{Columns}")}";
}

/// <summary>Winograd's input transform Bᵀ·d·B for a row of tiles.</summary>
internal sealed record WinogradInput(int Bits, int TileHeight, int TileWidth, int KernelHeight, int KernelWidth)
    : KernelVariant(Bits)
{
    public override string ClassName => $"WinogradInput_{Bits}_{TileHeight}x{TileWidth}_{KernelHeight}x{KernelWidth}";
}

/// <summary>Winograd's output transform Aᵀ·m·A with bias, residual and activation for a row of tiles.</summary>
/// <param name="IsClipped">For tiles that overlap the image's end.</param>
internal sealed record WinogradOutput(
    int Bits, int TileHeight, int TileWidth, int KernelHeight, int KernelWidth, bool IsClipped, bool HasResidual,
    ActivationKind Activation) : KernelVariant(Bits)
{
    public override string ClassName =>
        $"WinogradOutput_{Bits}_{TileHeight}x{TileWidth}_{KernelHeight}x{KernelWidth}" +
        (IsClipped ? "_Clipped" : "") + Suffix(Activation, HasResidual);
}

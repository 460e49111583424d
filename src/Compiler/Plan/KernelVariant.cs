using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>Identifies one generated kernel that layers of all models share.</summary>
internal abstract record KernelVariant(int Bits)
{
    /// <summary>Name of the kernel's class and of its file.</summary>
    public abstract string ClassName { get; }

    public int Lanes => Bits / 32;

    /// <summary>Whether a call computes as many tiles side by side as it is told to; else one.</summary>
    public virtual bool TakesTiles => false;

    /// <summary>Activations that a kernel applies to its registers; the others run over the row that was just written.</summary>
    public static bool IsInRegisters(ActivationFunction activation) =>
        activation.Kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Relu6 or ActivationKind.QuantizeSteps;

    /// <summary>The activation that a kernel applies to its registers; none where it runs over the row.</summary>
    public static ActivationKind InRegisters(ActivationFunction activation) => IsInRegisters(activation) ? activation.Kind : ActivationKind.None;

    protected static string WindowName(Window window) =>
        $"_Window{window.KernelHeight}x{window.KernelWidth}_Stride{window.StrideHeight}x{window.StrideWidth}"
        + (window.DilationHeight * window.DilationWidth == 1 ? "" : $"_Dilation{window.DilationHeight}x{window.DilationWidth}");

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
    /// <remarks>Taps that are written out take less time than a call. Around loops over the taps, one more leaves too few registers.</remarks>
    public override bool TakesTiles => IsUnrolled;

    /// <summary>Channel blocks, rows of the window and floats per row where all taps are written out; 0 where they are looped over.</summary>
    public (int Blocks, int Rows, int Run) Unrolled { get; init; }

    public bool IsUnrolled => Unrolled.Rows > 0;

    /// <summary>While it computes, the tile fetches filters that will be needed later into the second-level cache.</summary>
    public bool HasPrefetch { get; init; }

    /// <summary>
    /// The results of two pixels do not lie side by side: pixels are samples of a batch, or of one phase of a transposed convolution.
    /// </summary>
    public bool IsSpread { get; init; }

    /// <summary>Results lie at any offset: those of a product of matrices.</summary>
    public bool IsUnaligned { get; init; }

    /// <summary>Of the last block, the first half is computed and the other one cleared.</summary>
    public bool EndsWithHalf { get; init; }

    public int VectorsPerBlock => Block / Lanes;

    /// <summary>Vectors of a block that are computed.</summary>
    public int VectorsOf(int panel) => EndsWithHalf && panel == Panels - 1 ? VectorsPerBlock / 2 : VectorsPerBlock;

    /// <summary>Output channels that are computed.</summary>
    public int Channels => (Panels * Block) - (EndsWithHalf ? Block / 2 : 0);

    public override string ClassName =>
        $"ConvTile_{Bits}_{Pixels}x{Channels}{(EndsWithHalf ? $"of{Panels * Block}" : "")}_Step{PixelStep}{(IsUnrolled ? $"_Taps{(Unrolled.Blocks == 1 ? "" : $"{Unrolled.Blocks}x")}{Unrolled.Rows}x{Unrolled.Run}" : "")}"
        + (IsUnaligned ? "_Unaligned" : IsSpread ? "_Spread" : "") + (HasBias ? "" : "_NoBias") + (HasPrefetch ? "_Prefetch" : "")
        + Suffix(Activation, HasResidual);
}

/// <summary>
/// Rows of a depthwise convolution with all taps of the window written out: every input is loaded once for all taps and all rows
/// of a tile that read it.
/// </summary>
/// <param name="Rows">Output rows of a tile.</param>
/// <param name="Pixels">Output pixels of a tile in each row.</param>
/// <param name="Window">Without its pads.</param>
internal sealed record DepthwiseRows(
    int Bits, int Rows, int Pixels, int Block, Window Window, bool HasResidual, ActivationKind Activation) : KernelVariant(Bits)
{
    /// <summary>The most pixels of a tile in a row.</summary>
    public const int MaximumPixels = 8;

    // Written out, a 3×3 window runs at 90 % of the peak, in loops over the taps, which load each input nine times, at 55 %. A step is
    // about 16 bytes of IL: 800 stay well below the 25 KB past which the JIT stops optimising.
    private const int MaximumUnrolledSteps = 800;

    public int VectorsPerBlock => Block / Lanes;

    /// <summary>
    /// Whether the filter stays in registers from tile to tile: the 32 of AVX-512 hold sixteen sums, nine taps, the bias and an input.
    /// </summary>
    public bool KeepsFilter => Bits == 512 && Window.KernelHeight * Window.KernelWidth <= 9;

    public override string ClassName =>
        $"DepthwiseRows_{Bits}_{Rows}x{Pixels}x{Block}{WindowName(Window)}{Suffix(Activation, HasResidual)}";

    /// <summary>Rows of a tile: two with the registers of AVX-512, so that a 3×3 window loads 4 rows of inputs for 2 of outputs.</summary>
    public static int RowsPerTile(int bits) => bits == 512 ? 2 : 1;

    public static bool IsUnrolled(Window window) =>
        RowsPerTile(512) * MaximumPixels * window.KernelHeight * window.KernelWidth <= MaximumUnrolledSteps;
}

/// <summary>A tile of a depthwise convolution with a large window: neighbouring pixels of one channel block.</summary>
internal sealed record DepthwiseTile(
    int Bits, int Pixels, int Block, int PixelStep, bool HasResidual, ActivationKind Activation) : KernelVariant(Bits)
{
    public int VectorsPerBlock => Block / Lanes;

    public override string ClassName =>
        $"DepthwiseTile_{Bits}_{Pixels}x{Block}_Step{PixelStep}{Suffix(Activation, HasResidual)}";
}

/// <summary>A tile of a convolution on planar tensors: vectors of neighbouring pixels for some output channels.</summary>
/// <param name="Vectors">Vectors of the tile for one output channel.</param>
/// <param name="Maps">Output channels of the tile.</param>
/// <param name="Stride">Pixels between the inputs of two neighbouring output pixels.</param>
internal sealed record PlanarTile(int Bits, int Vectors, int Maps, int Stride, bool HasResidual, ActivationKind Activation)
    : KernelVariant(Bits)
{
    /// <summary>The most output channels of a tile: with two vectors, the sums, two inputs and a filter fill 16 registers but for one.</summary>
    public const int MaximumMaps = 6;

    // A 5×5 window of one input runs at 106 GFLOP/s with its columns written out, and in loops over them at 60. A step is about 32 bytes of
    // IL: 256 stay below the 25 KB past which the JIT stops optimising.
    private const int MaximumUnrolledSteps = 256;

    /// <summary>Whether the tile covers two rows, which share the last vector: half of it ends the one, half the other.</summary>
    public bool IsPaired { get; init; }

    /// <summary>Vectors that lie in one row as a whole.</summary>
    public int VectorsPerRow => IsPaired ? Vectors / 2 : Vectors;

    /// <summary>Columns of the window and their distance where they are written out, 0 where the tile loops over them.</summary>
    public (int Columns, int Step) Unrolled { get; init; }

    public bool IsUnrolled => Unrolled.Columns > 0;

    /// <summary>The columns that a tile writes out.</summary>
    public static (int Columns, int Step) UnrolledOf(Window window, int vectors, int maps) =>
        window.StrideWidth == 1 && window.KernelWidth * vectors * maps <= MaximumUnrolledSteps ? (window.KernelWidth, window.DilationWidth) : (0, 0);

    public override string ClassName =>
        $"PlanarTile_{Bits}_{Vectors}x{Maps}{(IsPaired ? "_Paired" : "")}_Step{Stride}"
        + (IsUnrolled ? $"_Columns{Unrolled.Columns}{(Unrolled.Step == 1 ? "" : $"x{Unrolled.Step}")}" : "") + Suffix(Activation, HasResidual);
}

/// <summary>Outputs of a dense layer.</summary>
/// <param name="Panels">Blocks of 16 outputs.</param>
/// <param name="Chains">Sums of each output: of inputs 0, n, 2n …, of inputs 1, n + 1 … and so on.</param>
internal sealed record DenseBlock(int Bits, int Panels, int Chains, bool HasResidual, ActivationKind Activation) : KernelVariant(Bits)
{
    public const int Block = 16;

    public int VectorsPerBlock => Block / Lanes;

    /// <summary>Weights are pairs of numbers of bfloat16, those of two inputs, and have factors for each output.</summary>
    public bool HasPairs { get; init; }

    public override string ClassName => $"DenseBlock_{Bits}_{Panels * Block}x{Chains}{(HasPairs ? "_Pairs" : "")}{Suffix(Activation, HasResidual)}";
}

/// <summary>16 outputs of a dense layer whose weights lie as they are stored, a row for each output.</summary>
internal sealed record DenseRows(int Bits, bool HasResidual, ActivationKind Activation) : KernelVariant(Bits)
{
    public const int Block = 16;

    /// <summary>
    /// Inputs of one step; rows have a multiple of as many, so that no vector reaches into the next one. The fewer instructions stand beside the
    /// loads of weights, the more loads are under way: four cache lines of each row take 14.9 ms at 25,088 × 4,096, one takes 16.5.
    /// </summary>
    public const int InputStep = 64;

    /// <summary>
    /// Rows that a pass over the inputs computes: 25,088 × 4,096 weights take 14.9 ms by eight rows, 18 by four and 26 by one. As many sums
    /// are what two multiply-adds per cycle need to be under way, and half of the registers where there are 16.
    /// </summary>
    public const int RowsAtOnce = 8;

    public override string ClassName => $"DenseRows_{Bits}{Suffix(Activation, HasResidual)}";
}

/// <summary>Windows of a pool along one row, all inside the image.</summary>
/// <param name="Columns">Columns of the window, unrolled; 0 for any number.</param>
internal sealed record PoolRow(int Bits, bool IsMaximum, int Block, int Columns) : KernelVariant(Bits)
{
    /// <summary>The window where it is written out as a whole, without its pads; else null.</summary>
    public Window? Window { get; init; }

    public int VectorsPerBlock => Block / Lanes;

    public override string ClassName =>
        $"{(IsMaximum ? "Max" : "Average")}PoolRow_{Bits}_Block{Block}" + (Window is not null ? WindowName(Window) : Columns == 0 ? "" : $"_Columns{Columns}");
}

/// <summary>Windows of 2×2 side by side in a planar image.</summary>
/// <param name="Vectors">Vectors of a row of results where they are written out; 0 for any number.</param>
internal sealed record PlanarPool(int Bits, int Vectors, bool IsMaximum) : KernelVariant(Bits)
{
    public override string ClassName =>
        $"{(IsMaximum ? "Max" : "Average")}PoolPlanar_{Bits}{(Vectors == 0 ? "" : $"_{Vectors}")}_Window2x2_Stride2x2";
}

/// <summary>Winograd's input transform Bᵀ·d·B for a row of tiles.</summary>
/// <param name="Stride">Columns from an input of a phase to the next one.</param>
internal sealed record WinogradInput(int Bits, int TileHeight, int TileWidth, int KernelHeight, int KernelWidth, int Stride)
    : KernelVariant(Bits)
{
    public override string ClassName =>
        $"WinogradInput_{Bits}_{TileHeight}x{TileWidth}_{KernelHeight}x{KernelWidth}" + (Stride == 1 ? "" : $"_Stride{Stride}");
}

/// <summary>Winograd's input transform along columns: sums of rows of any floats.</summary>
internal sealed record ColumnWinogradInput(int Bits, int TileHeight, int KernelHeight) : KernelVariant(Bits)
{
    public override string ClassName => $"ColumnWinogradInput_{Bits}_{TileHeight}_{KernelHeight}";
}

/// <summary>Winograd's output transform along columns, with bias and activation.</summary>
/// <param name="IsClipped">For a tile that overlaps the image's end.</param>
internal sealed record ColumnWinogradOutput(
    int Bits, int TileHeight, int KernelHeight, int Block, bool IsClipped, ActivationKind Activation) : KernelVariant(Bits)
{
    public override string ClassName =>
        $"ColumnWinogradOutput_{Bits}_{TileHeight}_{KernelHeight}_Block{Block}{(IsClipped ? "_Clipped" : "")}{Suffix(Activation, false)}";
}

/// <summary>Winograd's output transform Aᵀ·m·A with bias, residual and activation for a row of tiles.</summary>
/// <param name="IsClipped">For tiles that overlap the image's end.</param>
internal sealed record WinogradOutput(
    int Bits, int TileHeight, int TileWidth, int KernelHeight, int KernelWidth, bool IsClipped, bool HasResidual,
    ActivationKind Activation) : KernelVariant(Bits)
{
    /// <summary>Stores the maxima of windows of 2×2 side by side in place of their elements.</summary>
    public bool IsPooled { get; init; }

    /// <summary>Rows and columns that a tile stores.</summary>
    public int StoredHeight => Stored(TileHeight, IsPooled);

    public int StoredWidth => Stored(TileWidth, IsPooled);

    public override string ClassName =>
        $"WinogradOutput_{Bits}_{TileHeight}x{TileWidth}_{KernelHeight}x{KernelWidth}" +
        (IsPooled ? "_MaxPool2x2" : "") + (IsClipped ? "_Clipped" : "") + Suffix(Activation, HasResidual);

    /// <summary>Rows or columns that a tile of so many stores.</summary>
    internal static int Stored(int tile, bool isPooled) => isPooled ? tile / 2 : tile;
}

using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>The spatial attributes of a two-dimensional window, in ONNX's terms; pads are those at the begins.</summary>
internal sealed record Window(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth,
    int PadTop, int PadLeft, int DilationHeight = 1, int DilationWidth = 1)
{
    internal Polyphase Phases => new(KernelHeight, KernelWidth, StrideHeight, StrideWidth);

    /// <summary>For comments and reports; the whole record is printed by ToString.</summary>
    public string Describe() =>
        $"{KernelHeight}×{KernelWidth}" +
        (StrideHeight * StrideWidth == 1 ? "" : $", stride {StrideHeight}×{StrideWidth}") +
        (DilationHeight * DilationWidth == 1 ? "" : $", dilation {DilationHeight}×{DilationWidth}");
}

/// <summary>How one row of pixels is cut for the registers of one vector width.</summary>
/// <param name="Bits">Width of a vector of the machine: 512, 256 or 128.</param>
/// <param name="Panels">Blocks of output channels that a tile spans; a work item of more goes over the row several times.</param>
/// <param name="Tiles">Pixels of the tiles, left to right, in runs of equal ones.</param>
/// <param name="PrefetchLines">
/// Cache lines of the filters of the next work item that every tile fetches per block of input channels; all tiles together fetch them all.
/// </param>
internal sealed record RowTiling(int Bits, int Panels, EquatableArray<TileRun> Tiles, int PrefetchLines = 0)
{
    /// <summary>The last panel is the last block, whose channels fill half of it or less: the other half is only cleared.</summary>
    public bool EndsWithHalf { get; init; }

    /// <summary>
    /// Width of the vectors that the kernel computes with: half a block is one of 256 bits also where there are wider ones.
    /// </summary>
    public int KernelBits { get; init; } = Bits;

    /// <summary>Floats of a cache line.</summary>
    internal const int LineLength = 16;

    internal int TileCount => Tiles.Sum(run => run.Count);
}

/// <summary><paramref name="Count"/> tiles of <paramref name="Pixels"/> pixels side by side.</summary>
internal sealed record TileRun(int Pixels, int Count);

/// <summary>
/// Direct convolution on channel blocks: every tile of pixels keeps its sums in registers while it runs over the filter.
/// Also 1×1, strided, dilated, and grouped where groups are whole blocks.
/// </summary>
internal sealed record DirectConv(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual, Window Window, int Group,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<RowTiling> Tilings)
    : KernelCall(Name)
{
    /// <summary>Those of the items with the last blocks where they differ from the others; else empty.</summary>
    public EquatableArray<RowTiling> LastTilings { get; init; } = [];

    internal IEnumerable<RowTiling> AllTilings => Tilings.Concat(LastTilings);

    // Half of the second-level cache of the smallest machine planned for.
    private const int MaximumFilterBytes = 256 * 1024;

    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    /// <summary>The loops over the taps of one output pixel.</summary>
    internal TapLoops Taps => TapLoops.ForWindow(Source.Geometry, Window, Source.Geometry.Channels / Group);

    /// <summary>The taps that the kernel writes out.</summary>
    internal (int Blocks, int Rows, int Run) Unrolled(RowTiling tiling) =>
        Taps.Unrolled(tiling.Panels * Destination.Geometry.Block * 32 / tiling.KernelBits * tiling.Tiles.Max(run => run.Pixels));

    /// <summary>Blocks of output channels that one item computes: two where that fills the registers of AVX-512.</summary>
    public int BlocksPerItem => Destination.Geometry.Block == 16 && Destination.Geometry.BlockCount / Group % 2 == 0 ? 2 : 1;

    /// <summary>
    /// Whether the items of all samples follow each other for the same filters: where these do not fit the second-level cache, they
    /// would be read from memory for every sample.
    /// </summary>
    internal bool FiltersStay => Destination.Geometry.Batch > 1 && Filters.Length * sizeof(float) > MaximumFilterBytes;

    /// <summary>Items of one row of pixels.</summary>
    internal int ItemsPerRow => Destination.Geometry.BlockCount / BlocksPerItem;

    /// <summary>Cache lines of the filters of one item.</summary>
    internal int FilterLines =>
        Source.Geometry.Channels / Group * Window.KernelHeight * Window.KernelWidth * Destination.Geometry.Block * BlocksPerItem / RowTiling.LineLength;

    /// <summary>Whether the items that follow each other use the same filters until all rows are done.</summary>
    internal bool CanPrefetch => Destination.Geometry is { Block: 16, Batch: var batch } && (batch == 1 || FiltersStay);

    internal override bool IsSplit => true;

    /// <summary>An item is one row of pixels for <see cref="BlocksPerItem"/> blocks of output channels.</summary>
    public override int WorkItems =>
        Destination.Geometry.Batch * (Destination.Geometry.BlockCount / BlocksPerItem) * Destination.Geometry.Height;
}

/// <summary>
/// Transposed convolution by phases, on channel blocks. The pixels whose row and column leave the same remainders by the strides are a
/// direct convolution of stride 1 with the taps that reach them; they lie a stride apart in the result.
/// </summary>
/// <param name="Window">Its pads are what is cut off at the begins of the result.</param>
/// <param name="Columns">The phases of a row, in runs of those that have equally many pixels.</param>
internal sealed record TransposedConv(
    string Name, TensorView Source, TensorView Destination, Window Window,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<PhaseRun> Columns)
    : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    /// <summary>Blocks of output channels that one item computes: two where that fills the registers of AVX-512.</summary>
    public int BlocksPerItem => Destination.Geometry is { Block: 16, BlockCount: var blocks } && blocks % 2 == 0 ? 2 : 1;

    internal override bool IsSplit => true;

    /// <summary>An item is one row of pixels, of all its phases, for <see cref="BlocksPerItem"/> blocks of output channels.</summary>
    public override int WorkItems =>
        Destination.Geometry.Batch * (Destination.Geometry.BlockCount / BlocksPerItem) * Destination.Geometry.Height;
}

/// <summary>The phases that begin at the columns from <paramref name="First"/> to before <paramref name="End"/>.</summary>
/// <param name="Tilings">How the pixels of one of them are cut for the registers.</param>
internal sealed record PhaseRun(int First, int End, EquatableArray<RowTiling> Tilings);

/// <summary>One filter per channel (group = C = M) on channel blocks.</summary>
internal sealed record DepthwiseConv(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual, Window Window,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<RowTiling> Tilings)
    : KernelCall(Name)
{
    // A call costs as much as some five pixels: items of narrow images have several rows.
    private const int PixelsPerItem = 64;

    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    internal override bool IsSplit => true;

    /// <summary>Whether the kernel writes all taps out, else it loops over them.</summary>
    internal bool IsUnrolled => DepthwiseRows.IsUnrolled(Window);

    /// <summary>Output rows of an item: an even number, or all. The last item of a plane may have fewer.</summary>
    public int RowsPerItem
    {
        get
        {
            var (height, width) = (Destination.Geometry.Height, Math.Max(1, Destination.Geometry.Width));
            return IsUnrolled ? Math.Max(1, Math.Min(height, 2 * ((PixelsPerItem + (2 * width) - 1) / (2 * width)))) : 1;
        }
    }

    public int ItemsPerPlane => (Destination.Geometry.Height + RowsPerItem - 1) / RowsPerItem;

    /// <summary>An item is some rows of one channel block.</summary>
    public override int WorkItems => Destination.Geometry.Batch * Destination.Geometry.BlockCount * ItemsPerPlane;
}

/// <summary>
/// Convolution on planar tensors, with vectors of neighbouring pixels: a tile keeps the sums of some output channels of one group in
/// registers. For groups that are no whole channel blocks.
/// </summary>
/// <param name="Maps">Output channels that one item computes; divides those of a group.</param>
/// <param name="Tilings">Empty where rows are shorter than any vector; then every tap goes over the row in memory.</param>
internal sealed record PlanarConv(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual, Window Window, int Group, int Maps,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<PlanarTiling> Tilings) : KernelCall(Name)
{
    // Activations that follow in memory go over the rows of an item at once: a call costs as much as some sixty elements.
    private const int PixelsPerItem = 224;

    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    internal override bool IsSplit => true;

    /// <summary>Filters of one output channel, which lie side by side.</summary>
    internal int FilterLength => Source.Geometry.Channels / Group * Window.KernelHeight * Window.KernelWidth;

    /// <summary>Items of one row.</summary>
    internal int ItemsPerRow => Destination.Geometry.Channels / Maps;

    /// <summary>Output rows of an item: an even number where tiles have two. The last item of a plane may have fewer.</summary>
    public int RowsPerItem
    {
        get
        {
            var (height, width) = (Destination.Geometry.Height, Math.Max(1, Destination.Geometry.Width));
            return Tilings.Count == 0 ? 1 : Math.Max(1, Math.Min(height, 2 * ((PixelsPerItem + (2 * width) - 1) / (2 * width))));
        }
    }

    /// <summary>An item is some rows of <see cref="Maps"/> output channels.</summary>
    public override int WorkItems =>
        Destination.Geometry.Batch * ItemsPerRow * ((Destination.Geometry.Height + RowsPerItem - 1) / RowsPerItem);
}

/// <summary>
/// Winograd's minimal filtering F(m×m, r×r) (Lavin and Gray 2015): tiles of the input are transformed, multiplied with the
/// transformed filters position by position as matrices, and transformed back. The phases of a strided convolution are summed as channels are.
/// </summary>
/// <param name="TileHeight">Output rows of a tile, m; 1 for filters of one row.</param>
/// <param name="TileWidth">Output columns of a tile, m; 1 for filters of one column.</param>
/// <param name="TileBlock">Tiles that go through the three steps together, sized for the second-level cache.</param>
/// <param name="Scratch">Transformed input, then products: see <see cref="PositionProducts"/>.</param>
internal sealed record WinogradConv(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual, Window Window,
    int TileHeight, int TileWidth, int TileBlock,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<RowTiling> Tilings,
    TensorView Scratch) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination, Scratch];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    internal override TensorView? ItemScratch => Scratch;

    /// <summary>The output transform takes the maxima of windows of 2×2 side by side; they, not the sums, are the destination.</summary>
    public bool IsPooled { get; init; }

    /// <summary>Rows and columns of the destination that a tile fills.</summary>
    internal int StoredHeight => WinogradOutput.Stored(TileHeight, IsPooled);

    internal int StoredWidth => WinogradOutput.Stored(TileWidth, IsPooled);

    public int TileRows => (Destination.Geometry.Height + StoredHeight - 1) / StoredHeight;

    public int TileColumns => (Destination.Geometry.Width + StoredWidth - 1) / StoredWidth;

    public int Tiles => Destination.Geometry.Batch * TileRows * TileColumns;

    /// <summary>The source has the channels of all phases already: a <see cref="GatherPhases"/> is in front.</summary>
    public bool IsGathered { get; init; }

    /// <summary>The convolutions of stride 1 that this is the sum of.</summary>
    internal Polyphase Phases => Window.Phases;

    /// <summary>Channels of all phases.</summary>
    internal int Inputs => IsGathered ? Source.Geometry.Channels : Source.Geometry.Channels * Phases.Count;

    /// <summary>Rows and columns of a transformed tile: m + r − 1.</summary>
    public int TransformHeight => TileHeight + Phases.KernelHeight - 1;

    public int TransformWidth => TileWidth + Phases.KernelWidth - 1;

    public int Positions => TransformHeight * TransformWidth;

    // A block of gathered channels has several phases, which are not told apart.
    internal PositionProducts Products => new(Inputs, Destination.Geometry.BlockCount, Positions, TileBlock, Filters, Tilings)
    {
        Phases = !IsGathered && Phases.HasShorter ? Phases : null,
        Columns = TransformWidth,
    };

    public int InputPositionStride => Products.InputStride;

    public int OutputPositionStride => Products.OutputStride;

    public int ScratchLength => Positions * (InputPositionStride + OutputPositionStride);

    /// <summary>How many tiles ahead the input transform fetches the image; 0 where the image stays in the cache.</summary>
    internal int InputPrefetch => PrefetchOf(Source.Geometry);

    /// <summary>How many tiles ahead the output transform fetches where it will write.</summary>
    internal int OutputPrefetch => PrefetchOf(Destination.Geometry);

    /// <summary>Whether the image ends within tiles.</summary>
    internal bool IsClipped => Destination.Geometry.Height % StoredHeight != 0 || Destination.Geometry.Width % StoredWidth != 0;

    /// <summary>
    /// Whether the output transform takes whole tiles of a row together, by a kernel of their own. Where images are small, the kernel that
    /// clips does as well for all: the JIT takes 3 ms less for ResNet-18, a run as long as before.
    /// </summary>
    internal bool HasWholeTiles => !IsClipped || OutputPrefetch > 0;

    public int BlocksPerItem => Products.BlocksPerItem;

    internal override bool IsSplit => true;

    /// <summary>An item is one block of tiles. The scratch serves one item at a time.</summary>
    public override int WorkItems => (Tiles + TileBlock - 1) / TileBlock;

    // 64 channels at 112×112: 190 ns per tile and channel block for the input transform without, 117 with; 115 and 85 for the output.
    // Images of half a megabyte and less lie in the second-level cache, where fetching only costs: 50 ns without it.
    private static int PrefetchOf(Geometry image) => (long)image.Length * sizeof(float) > 512 << 10 ? 2 : 0;
}

/// <summary>
/// Fully connected layer: the filters cover the whole input, in the order in which it lies in memory. A batch is a product of matrices,
/// in tiles of samples × outputs, so that every filter is read once for all samples of a tile.
/// </summary>
/// <param name="Tilings">How the samples are cut for the registers; empty for one sample.</param>
/// <param name="Factors">
/// What the sums of the outputs are multiplied by, where the filters are pairs of numbers of bfloat16; null where they are floats.
/// </param>
internal sealed record DenseCall(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<RowTiling> Tilings,
    PackedTensor? Factors = null)
    : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override IEnumerable<PackedTensor> Constants => Factors is null ? [Filters, Bias] : [Filters, Bias, Factors];

    /// <summary>Floats of the filters of a block of 16 outputs.</summary>
    internal int FilterBlock
    {
        get
        {
            var inputs = Source.Geometry.Channels * Source.Geometry.Height * Source.Geometry.Width;
            return DenseBlock.Block * (Factors is null ? inputs : (inputs + 1) / 2);
        }
    }

    // An input is fetched once for all blocks of an item. From the second-level cache, weights of 64 KB arrive at 89 GB/s with one block and at 97 with
    // four; eight are slower again.
    private const int MostBlocks = 4;

    // Of 16 registers that narrow vectors have, inputs and products need some.
    private const int MostNarrowSums = 12;

    /// <summary>Blocks of 16 outputs that one item computes: a divisor of their number.</summary>
    public int BlocksPerItem => LargestDivisor(Destination.Geometry.BlockCount, Destination.Geometry.Batch > 1 ? 2 : MostBlocks);

    /// <summary>
    /// Sums of each output, of one sample: independent ones hide the latency of multiply-add. Their number does not depend on the width of vectors, so
    /// that the results do not either.
    /// </summary>
    internal int Chains => BlocksPerItem == 1 ? 4 : 2;

    /// <summary>Blocks that one call of the kernel for one sample computes.</summary>
    internal int BlocksPerCall(int bits) => bits == 512 ? BlocksPerItem : LargestDivisor(BlocksPerItem, Math.Max(1, MostNarrowSums * bits / 512 / Chains));

    internal override bool IsSplit => true;

    /// <summary>An item is <see cref="BlocksPerItem"/> blocks of outputs of all samples.</summary>
    public override int WorkItems => Destination.Geometry.BlockCount / BlocksPerItem;

    private static int LargestDivisor(int number, int most) => Enumerable.Range(1, most).Last(divisor => number % divisor == 0);
}

/// <summary>Maximum or mean over windows. Windows are clipped to the input.</summary>
/// <param name="CountIncludePad">The mean counts padding (to <paramref name="PadBottom"/>, <paramref name="PadRight"/>) as zeros.</param>
internal sealed record Pool(
    string Name, bool IsMaximum, TensorView Source, TensorView Destination, Window Window,
    int PadBottom, int PadRight, bool CountIncludePad) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override bool IsSplit => true;

    /// <summary>Whether vectors hold neighbouring pixels, not channels.</summary>
    internal bool IsPlanar => Destination.Geometry.Block == 1;

    /// <summary>An item is one row of one channel block, or a whole channel of a planar image.</summary>
    public override int WorkItems =>
        Destination.Geometry.Batch * Destination.Geometry.BlockCount * (IsPlanar ? 1 : Destination.Geometry.Height);
}

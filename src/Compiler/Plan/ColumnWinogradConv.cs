using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// Winograd's minimal filtering along the columns of the image alone: rows of inputs are combined, whatever lies in them; the direct kernel
/// multiplies each combination with filters of one row; and rows of products are combined to rows of results.
/// </summary>
/// <param name="TileHeight">Output rows of a tile, m. A tile is as wide as the image.</param>
/// <param name="Scratch">Combined inputs, [position][C/block][pixel][block], then products, [position][M/block][pixel][block].</param>
internal sealed record ColumnWinogradConv(
    string Name, TensorView Source, TensorView Destination, Window Window, int TileHeight,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<RowTiling> Tilings, TensorView Scratch)
    : KernelCall(Name)
{
    private const int Alignment = 16;

    internal override IEnumerable<TensorView> Reads => [Source];

    internal override IEnumerable<TensorView> Writes => [Destination, Scratch];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    internal override TensorView? ItemScratch => Scratch;

    /// <summary>Rows of inputs that a tile reads, and combinations of them: m + r − 1.</summary>
    public int Positions => TileHeight + Window.KernelHeight - 1;

    public int TileRows => (Destination.Geometry.Height + TileHeight - 1) / TileHeight;

    /// <summary>Floats of a row of inputs in one channel block.</summary>
    internal int InputLength => (Destination.Geometry.Width + Window.KernelWidth - 1) * Source.Geometry.Block;

    /// <summary>Floats of a row of products in one channel block.</summary>
    internal int ProductLength => Destination.Geometry.Width * Destination.Geometry.Block;

    internal int InputStride => Aligned(Source.Geometry.BlockCount * InputLength);

    internal int ProductStride => Aligned(Destination.Geometry.BlockCount * ProductLength);

    /// <summary>Where the products begin, behind the combined inputs.</summary>
    internal int ProductsStart => Positions * InputStride;

    public int ScratchLength => Positions * (InputStride + ProductStride);

    /// <summary>The loops over the taps of one product.</summary>
    internal TapLoops Taps => TapLoops.ForWindow(
        new Geometry(1, Source.Geometry.Channels, Source.Geometry.Block, 1, InputLength / Source.Geometry.Block),
        Window with { KernelHeight = 1 }, Source.Geometry.Channels);

    /// <summary>Blocks of output channels that are computed together: two where that fills the registers of AVX-512.</summary>
    public int BlocksPerProduct => Destination.Geometry is { Block: 16, BlockCount: var blocks } && blocks % 2 == 0 ? 2 : 1;

    internal override bool IsSplit => true;

    /// <summary>An item is one tile. The scratch serves one item at a time.</summary>
    public override int WorkItems => Destination.Geometry.Batch * TileRows;

    private static int Aligned(int length) => (length + Alignment - 1) / Alignment * Alignment;
}

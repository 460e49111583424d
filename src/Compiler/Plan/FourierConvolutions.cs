using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// How the image of a convolution by Fourier transforms is cut: of the samples of a tile, as many results are right as do not see its end
/// continued at its begin (overlap-save).
/// </summary>
/// <param name="Rows">Rows of samples of a tile.</param>
/// <param name="Columns">Columns of samples.</param>
internal sealed record FourierTiling(int Rows, int Columns, int TileHeight, int TileWidth, int TileRows, int TileColumns)
{
    /// <summary>Floats of two tiles of samples, which are transformed together, and of a column of them.</summary>
    public int WorkLength => Rows == 1 ? Columns * 32 : (Rows * (Columns + 1) * 32) + (Rows * 32);

    /// <summary>The samples in words.</summary>
    public string Describe() => Rows == 1 ? $"{Columns}" : Columns == 1 ? $"{Rows}" : $"{Rows}×{Columns}";

    public static FourierTiling For(Geometry destination, Window window, int rows, int columns)
    {
        var height = rows - ((window.KernelHeight - 1) * window.DilationHeight);
        var width = columns - ((window.KernelWidth - 1) * window.DilationWidth);
        return new(rows, columns, height, width, DivideUp(destination.Height, height), DivideUp(destination.Width, width));
    }

    private static int DivideUp(int a, int b) => (a + b - 1) / b;
}

/// <summary>
/// Convolution by fast Fourier transforms: tiles of the image are transformed two at a time, multiplied with the transformed filters
/// frequency by frequency as matrices, and transformed back. A product of complex numbers takes three of real ones.
/// </summary>
/// <param name="TileBlock">Tiles that go through the three steps together, an even number.</param>
/// <param name="Scratch">Samples of two tiles, transformed input, then products.</param>
internal sealed record FourierConv(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual, Window Window, FourierTiling Tiling, int TileBlock, int Frequencies,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<RowTiling> Tilings, TensorView Scratch)
    : KernelCall(Name)
{
    /// <summary>Real products of a complex one.</summary>
    public const int ProductsPerFrequency = 3;

    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination, Scratch];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    internal override TensorView? ItemScratch => Scratch;

    public int Tiles => Destination.Geometry.Batch * Tiling.TileRows * Tiling.TileColumns;

    /// <summary>The matrix products, whose operands lie behind the samples.</summary>
    internal PositionProducts Products => new(
        Source.Geometry.Channels, Destination.Geometry.BlockCount, ProductsPerFrequency * Frequencies, TileBlock, Filters, Tilings);

    public int ScratchLength => Tiling.WorkLength + Products.ScratchLength;

    internal override bool IsSplit => true;

    /// <summary>An item is one block of tiles. The scratch serves one item at a time.</summary>
    public override int WorkItems => (Tiles + TileBlock - 1) / TileBlock;
}

/// <summary>Depthwise convolution by fast Fourier transforms.</summary>
/// <param name="Scratch">Samples of two tiles.</param>
internal sealed record FourierDepthwiseConv(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual, Window Window, FourierTiling Tiling,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, TensorView Scratch) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination, Scratch];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    internal override TensorView? ItemScratch => Scratch;

    public int Tiles => Destination.Geometry.Batch * Tiling.TileRows * Tiling.TileColumns;

    /// <summary>Pairs of tiles of one channel block.</summary>
    public int Pairs => (Tiles + 1) / 2;

    internal override bool IsSplit => true;

    /// <summary>An item is a pair of tiles of one channel block. The scratch serves one item at a time.</summary>
    public override int WorkItems => Destination.Geometry.BlockCount * Pairs;
}

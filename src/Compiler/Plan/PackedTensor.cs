using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Plan;

/// <summary>A constant operand in the form its kernel reads, at an offset of the model's packed weights.</summary>
/// <param name="Offset">In floats, a multiple of 16.</param>
/// <param name="Length">In floats, a multiple of 16.</param>
internal sealed record PackedTensor(string Name, int Offset, int Length, WeightExpression Source, WeightPacking Packing);

/// <summary>How a constant is laid out for its kernel; each has its function in Packing.</summary>
internal abstract record WeightPacking
{
    /// <summary>One number per channel, zeros behind.</summary>
    internal sealed record Vector : WeightPacking;

    /// <summary>As stored.</summary>
    internal sealed record Planar : WeightPacking;

    /// <summary>[M/outputBlock][C/inputBlock][kh][kw][lanes][outputBlock].</summary>
    internal sealed record Blocked(int InputBlock, int OutputBlock) : WeightPacking;

    /// <summary>[C/block][kh][kw][block].</summary>
    internal sealed record Depthwise(int Block) : WeightPacking;

    /// <summary>
    /// Filters stored as [C, M, kh, kw] as [M/outputBlock][phase][C/inputBlock][taps][lanes][outputBlock], where a phase has the taps of
    /// one remainder of row and column by the strides, the last taps first.
    /// </summary>
    internal sealed record Transposed(int StrideHeight, int StrideWidth, int InputBlock, int OutputBlock) : WeightPacking;

    /// <summary>G·g·Gᵀ as [position][M/16][C][16]; with a stride, of the filters of all phases as if they were more channels.</summary>
    internal sealed record Winograd(int TileHeight, int TileWidth, int StrideHeight, int StrideWidth) : WeightPacking;

    /// <summary>G·g of every column, [position][M/outputBlock][C/inputBlock][kw][lanes][outputBlock].</summary>
    internal sealed record WinogradColumns(int TileHeight, int InputBlock, int OutputBlock) : WeightPacking;

    /// <summary>Spectra as the three factors of complex products, [3·frequency][M/16][C][16].</summary>
    internal sealed record Fourier(int Rows, int Columns, int DilationHeight, int DilationWidth) : WeightPacking;

    /// <summary>Spectra of one filter per channel, [C/16][frequency][2][16].</summary>
    internal sealed record FourierDepthwise(int Rows, int Columns, int DilationHeight, int DilationWidth) : WeightPacking;

    /// <summary>Not the filters, but their factors: one for each output, zeros behind.</summary>
    internal sealed record Factors : WeightPacking;

    /// <summary>
    /// Columns as in <see cref="Dense"/>, without their factors, and two numbers of bfloat16 in place of a float: [M/16][pair of columns][16].
    /// </summary>
    internal sealed record DensePairs(int Channels, int Height, int Width, int InputBlock) : WeightPacking;

    /// <summary>[M/16][C/block][H][W][lanes][16]: columns in the order in which the input image lies in memory.</summary>
    internal sealed record Dense(int Channels, int Height, int Width, int InputBlock) : WeightPacking;
}

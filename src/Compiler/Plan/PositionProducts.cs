using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// The middle step of a convolution on transformed tiles: at every position a product of matrices, tiles × inputs and inputs × outputs.
/// </summary>
/// <param name="Inputs">Channels of the transformed input.</param>
/// <param name="TileBlock">Tiles whose products are computed together.</param>
internal sealed record PositionProducts(
    int Inputs, int OutputBlocks, int Positions, int TileBlock, PackedTensor Filters, EquatableArray<RowTiling> Tilings)
{
    /// <summary>Of a strided convolution with phases of fewer taps, which need no products at the last row and column of positions.</summary>
    public Polyphase? Phases { get; init; }

    /// <summary>Positions in a row of them.</summary>
    public int Columns { get; init; }

    public int InputBlocks => (Inputs + 15) / 16;

    /// <summary>
    /// Floats between two positions of the transformed input [position][C/16][tile][16]; 16 more than their size, since equal
    /// strides of a power of two would fall on the same cache sets.
    /// </summary>
    public int InputStride => (InputBlocks * TileBlock * 16) + 16;

    public int OutputStride => (OutputBlocks * TileBlock * 16) + 16;

    /// <summary>Where the products begin, behind the transformed input.</summary>
    public int ProductsStart => Positions * InputStride;

    public int ScratchLength => Positions * (InputStride + OutputStride);

    public int BlocksPerItem => OutputBlocks % 2 == 0 ? 2 : 1;

    /// <summary>Products of one position that are computed one after the other, each for <see cref="BlocksPerItem"/> blocks.</summary>
    public int Items => OutputBlocks / BlocksPerItem;
}

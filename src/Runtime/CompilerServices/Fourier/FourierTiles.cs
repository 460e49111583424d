using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Overlapping tiles of an image, as a convolution by Fourier transforms takes them two at a time. Of the samples of a tile, as many results
/// are right as do not see its end continued at its begin.
/// </summary>
/// <param name="SampleRows">Rows of samples that are transformed together.</param>
/// <param name="SampleColumns">Columns of samples.</param>
/// <param name="TileHeight">Rows of results of a tile.</param>
/// <param name="TileWidth">Columns of results.</param>
/// <param name="TileRows">Tiles below each other in an image.</param>
/// <param name="TileColumns">Tiles beside each other.</param>
/// <param name="PadTop">Rows that the first tile begins above the image.</param>
/// <param name="PadLeft">Columns that it begins before the image.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct FourierTiles(
    int SampleRows, int SampleColumns, int TileHeight, int TileWidth, int TileRows, int TileColumns, int PadTop, int PadLeft)
{
    /// <summary>Floats between two rows of samples in the scratch: a power of two would put a column into one set of the cache.</summary>
    internal int RowStride => (SampleColumns + (SampleRows > 1 ? 1 : 0)) * FourierNumber.Length;

    /// <summary>The first row and column of results of a tile, and its sample of the batch.</summary>
    internal (int Sample, int Row, int Column) At(int tile)
    {
        var (row, column) = (tile / TileColumns, tile % TileColumns);
        return (row / TileRows, row % TileRows * TileHeight, column * TileWidth);
    }
}

/// <summary>A complex number of 16 sequences: 16 real parts, 16 imaginary ones behind them.</summary>
internal static class FourierNumber
{
    /// <summary>The sequences, one in each lane.</summary>
    public const int Lanes = 16;

    /// <summary>Floats of a number.</summary>
    public const int Length = 2 * Lanes;
}

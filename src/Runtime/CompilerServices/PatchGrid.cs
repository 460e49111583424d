using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>The windows of a convolution: which inputs each of its pixels sees. Pixels count along rows, rows, then samples.</summary>
/// <param name="Height">Rows of results.</param>
/// <param name="Width">Columns of results.</param>
/// <param name="KernelHeight">Taps along the rows.</param>
/// <param name="KernelWidth">Taps along the columns.</param>
/// <param name="StrideHeight">Rows from a window to the next one.</param>
/// <param name="StrideWidth">Columns from a window to the next one.</param>
/// <param name="DilationHeight">Rows from a tap to the next one.</param>
/// <param name="DilationWidth">Columns from a tap to the next one.</param>
/// <param name="PadTop">Rows that the first window begins above the image.</param>
/// <param name="PadLeft">Columns that it begins before the image.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PatchGrid(
    int Height, int Width, int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth,
    int PadTop, int PadLeft)
{
    /// <summary>Sample, row and column of a pixel.</summary>
    internal (int Sample, int Row, int Column) At(int pixel) => (pixel / Width / Height, pixel / Width % Height, pixel % Width);
}

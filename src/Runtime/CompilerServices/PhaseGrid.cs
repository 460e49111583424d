using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>How a strided window moves over an image.</summary>
/// <param name="StrideHeight">Rows from a window to the next one.</param>
/// <param name="StrideWidth">Columns from a window to the next one.</param>
/// <param name="PadTop">Rows that the first window begins above the image.</param>
/// <param name="PadLeft">Columns that it begins before the image.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PhaseGrid(int StrideHeight, int StrideWidth, int PadTop, int PadLeft);

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// Fetches the part of an image that a later tile reads or writes: its rows are short and far apart, so that the processor does not see in
/// time that they will be needed.
/// </summary>
internal static class TilePrefetch
{
    /// <summary>Writes the loop over the tile's rows, for a kernel with a parameter <c>prefetch</c>: how many tiles ahead, 0 for none.</summary>
    /// <param name="start">Offset of the current tile, in floats.</param>
    /// <param name="rowStep">Floats between two rows.</param>
    /// <param name="columns">Columns by which tiles advance; a cache line holds one pixel of a channel block.</param>
    public static void Write(SourceWriter writer, string start, string rowStep, int rows, int columns)
    {
        using (writer.Block("if (prefetch > 0)"))
        {
            writer.Line($"int line = {start} + prefetch * {columns * 16};");
            using (writer.Block($"for (int y = 0; y < {rows}; y++)"))
            {
                for (var column = 0; column < columns; column++)
                    writer.Line($"arena.Prefetch(line{(column == 0 ? "" : $" + {column * 16}")});");
                writer.Line($"line += {rowStep};");
            }
        }
    }
}

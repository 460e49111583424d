namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>The loops over channel blocks, window rows and columns, around the run of taps that a kernel writes itself.</summary>
internal static class TapLoopText
{
    /// <param name="block">Name of the loop variable over channel blocks.</param>
    /// <param name="run">Writes the taps from <c>columnSource</c> on, <c>length</c> of them.</param>
    /// <param name="begin">Writes what goes before the taps of a block.</param>
    public static void Write(SourceWriter writer, string block, Action run, Action? begin = null)
    {
        using (writer.Block($"for (int {block} = 0; {block} < blocks; {block}++)"))
        {
            begin?.Invoke();
            writer.Line($"int length = {block} == blocks - 1 ? lastRun : run;");
            writer.Line("int rowSource = source;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line("int columnSource = rowSource;");
                using (writer.Block("for (int column = 0; column < columns; column++)"))
                {
                    run();
                    writer.Line("columnSource += columnStep;");
                }

                writer.Line("rowSource += rowStep;");
            }

            writer.Line("source += blockStep;");
        }
    }
}

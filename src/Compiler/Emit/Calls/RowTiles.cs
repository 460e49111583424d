using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>
/// Writes the kernel calls for one row of pixels: a branch per vector width, of which the JIT keeps one, and in it a call or a
/// loop of calls per run of equal tiles.
/// </summary>
internal static class RowTiles
{
    /// <param name="variant">The kernel for a width and a number of pixels.</param>
    /// <param name="panels">How many times a width must go over the row, once per block of output channels.</param>
    /// <param name="call">The arguments of a call; the variables x, y and panel stand for the tile's place.</param>
    /// <param name="advance">Statements that move on by a number of pixels.</param>
    public static void Write(
        SourceWriter writer, EquatableArray<RowTiling> tilings, Func<int, int, KernelVariant> variant, Func<int, int> panels,
        Action<SourceWriter> declare, string call, Func<int, string> advance) =>
        WidthDispatch.Write(writer, tilings.Select(tiling => tiling.Bits), bits =>
        {
            var tiling = tilings.First(candidate => candidate.Bits == bits);
            if (panels(bits) == 1)
            {
                writer.Line("const int panel = 0;");
                WriteRow(writer, tiling, variant, declare, call, advance);
                return;
            }

            using (writer.Block($"for (int panel = 0; panel < {panels(bits)}; panel++)"))
                WriteRow(writer, tiling, variant, declare, call, advance);
        });

    private static void WriteRow(
        SourceWriter writer, RowTiling tiling, Func<int, int, KernelVariant> variant,
        Action<SourceWriter> declare, string call, Func<int, string> advance)
    {
        declare(writer);
        for (var i = 0; i < tiling.Tiles.Count; i++)
        {
            var run = tiling.Tiles[i];
            var statement = $"{variant(tiling.Bits, run.Pixels).ClassName}.Run({call});";
            if (run.Count > 1)
            {
                using (writer.Block($"for (int tile = 0; tile < {run.Count}; tile++)"))
                    writer.Line(statement).Line(advance(run.Pixels));
                continue;
            }

            writer.Line(statement);
            if (i < tiling.Tiles.Count - 1)
                writer.Line(advance(run.Pixels));
        }
    }
}

/// <summary>A branch per vector width. <c>IsHardwareAccelerated</c> is a constant for the JIT, which drops the others.</summary>
internal static class WidthDispatch
{
    public static void Write(SourceWriter writer, IEnumerable<int> widths, Action<int> body)
    {
        var ordered = widths.OrderByDescending(bits => bits).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            var condition = $"if (Vector{ordered[i]}.IsHardwareAccelerated)";
            var isLast = i == ordered.Count - 1;
            using (writer.Block(ordered.Count == 1 ? "" : i == 0 ? condition : isLast ? "else" : "else " + condition))
                body(ordered[i]);
        }
    }
}

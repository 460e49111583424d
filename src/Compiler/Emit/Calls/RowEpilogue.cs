using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>
/// What a layer does to the row that it has just written and that is still in the first-level cache: activations that would be
/// too long for the registers of a tile, and zeros in the lanes beyond the last channel where the activation moved them.
/// </summary>
internal static class RowEpilogue
{
    /// <param name="destination">The text of the row's offset.</param>
    /// <param name="blocks">Channel blocks that the item has written.</param>
    /// <param name="rowNumber">The text of the row's number.</param>
    public static void Write(
        SourceWriter writer, CallContext context, TensorView view, ActivationFunction activation, string destination, int blocks,
        string rowNumber = "row") =>
        Write(writer, context, view, activation, destination, blocks, $"{view.Geometry.Width * view.Geometry.Block}", rowNumber, "1");

    /// <summary>The same for several rows of one channel block; at once where they lie side by side.</summary>
    /// <param name="maximum">Rows of an item, except perhaps of the last.</param>
    /// <param name="rows">The text of their number.</param>
    public static void WriteRows(
        SourceWriter writer, CallContext context, TensorView view, ActivationFunction activation, string destination, int maximum,
        string rows)
    {
        var g = view.Geometry;
        if (KernelVariant.IsInRegisters(activation))
            return;
        if (maximum == 1)
            Write(writer, context, view, activation, destination, 1);
        else if (g.RowStride == g.Width * g.Block)
            Write(
                writer, context, view, activation, destination, 1,
                rows == $"{maximum}" ? $"{maximum * g.RowStride}" : $"{rows} * {g.RowStride}", "row", rows);
        else
            using (CallContext.LoopOver(writer, "line", maximum, rows))
                Write(writer, context, view, activation, $"{destination} + line * {g.RowStride}", 1, "row + line");
    }

    private static void Write(
        SourceWriter writer, CallContext context, TensorView view, ActivationFunction activation, string destination, int blocks,
        string length, string rowNumber, string rows)
    {
        if (KernelVariant.IsInRegisters(activation))
            return;
        var g = view.Geometry;
        var (function, arguments) = CallContext.Activation(activation);
        for (var panel = 0; panel < blocks; panel++)
            writer.Line($"Activations.{function}(arena.Span.Slice({Kernels.KernelFile.Plus(destination, panel * g.BlockStride)}, {length}){arguments});");
        if (activation.KeepsZero || g.LastLanes == g.Block)
            return;
        var last = (g.BlockCount / blocks) - 1;
        var (sample, row) = (g.Batch > 1 ? "sample" : "0", g.Height > 1 ? rowNumber : "0");
        var condition = g.BlockCount > blocks ? $"if (block == {last})" : "";
        using (writer.Block(condition))
            writer.Line($"TensorCopy.ClearLanes(arena, {context.Arguments(view)}, {sample}, {row}, {row} + {rows});");
    }
}

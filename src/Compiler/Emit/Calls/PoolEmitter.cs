using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>
/// The method of a pool: one row of one channel block per work item. Windows inside the image go through an unrolled kernel
/// together; those that the image's left or right edge clips are pooled one by one.
/// </summary>
internal static class PoolEmitter
{
    private static readonly int[] Widths = [512, 256, 128];

    // Beyond, unrolling a window row saves less than 2 % of its time.
    private const int MaximumUnrolledColumns = 8;

    public static IEnumerable<KernelVariant> Variants(Pool call)
    {
        var inside = InsideColumns(call);
        foreach (var bits in WidthsOf(call))
        {
            if (inside.End > inside.First)
                yield return Variant(call, bits, call.Window.KernelWidth);
            if (inside.First > 0 || inside.End < call.Destination.Geometry.Width)
                yield return Variant(call, bits, 0);
        }
    }

    public static void Write(Pool call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            CallContext.WriteItem(writer, d.Height, d.BlockCount, d.Batch);
            writer.Line($"int plane = {CallContext.Offset(
                context.Origin(call.Source), ("block", s.BlockStride, s.BlockCount), ("sample", s.BatchStride, s.Batch))};");
            DirectConvEmitter.WriteDestination(context, writer, "destination", call.Destination, 1);
            var row = d.Height > 1 ? $"row * {window.StrideHeight}" : "0";
            writer.Line($"int top = {Kernels.KernelFile.Plus(row, -window.PadTop)};");
            WriteClipping(writer, "rows", "skippedRows", "top", window.KernelHeight, window.DilationHeight, s.Height, NeedsRowClipping(call));
            if (!call.IsMaximum)
                writer.Line($"int countedRows = {Counted(call, "rows", "top", window.KernelHeight, s.Height, call.PadBottom)};");
            writer.Line($"int firstRow = plane + (top + skippedRows * {window.DilationHeight}) * {s.RowStride};");
            WriteEdge(call, writer, 0, InsideColumns(call).First);
            WriteInside(call, writer);
            WriteEdge(call, writer, InsideColumns(call).End, d.Width);
        }
    }

    private static void WriteInside(Pool call, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var (first, end) = InsideColumns(call);
        if (end <= first)
            return;
        var columns = window.KernelWidth > MaximumUnrolledColumns ? $"{window.KernelWidth}, " : "";
        var left = (first * window.StrideWidth) - window.PadLeft;
        var scale = call.IsMaximum ? "" : $", 1f / (countedRows * {window.KernelWidth})";
        WidthDispatch.Write(writer, WidthsOf(call), bits => writer.Line(
            $"{Variant(call, bits, window.KernelWidth).ClassName}.Run(arena, {Kernels.KernelFile.Plus("firstRow", left * s.Block)}, "
            + $"{Kernels.KernelFile.Plus("destination", first * d.Block)}, {end - first}, {window.StrideWidth * s.Block}, "
            + $"rows, {window.DilationHeight * s.RowStride}, {columns}{window.DilationWidth * s.Block}{scale});"));
    }

    private static void WriteEdge(Pool call, SourceWriter writer, int first, int end)
    {
        if (end <= first)
            return;
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        using (writer.Block($"for (int x = {first}; x < {end}; x++)"))
        {
            writer.Line($"int left = {Kernels.KernelFile.Plus($"x * {window.StrideWidth}", -window.PadLeft)};");
            WriteClipping(writer, "columns", "skippedColumns", "left", window.KernelWidth, window.DilationWidth, s.Width, true);
            if (!call.IsMaximum)
                writer.Line($"int countedColumns = {Counted(call, "columns", "left", window.KernelWidth, s.Width, call.PadRight)};");
            var scale = call.IsMaximum ? "" : ", 1f / (countedRows * countedColumns)";
            WidthDispatch.Write(writer, WidthsOf(call), bits => writer.Line(
                $"{Variant(call, bits, 0).ClassName}.Run(arena, firstRow + (left + skippedColumns * {window.DilationWidth}) * {s.Block}, "
                + $"destination + x * {d.Block}, 1, 0, rows, {window.DilationHeight * s.RowStride}, columns, {window.DilationWidth * s.Block}{scale});"));
        }
    }

    // The taps of a window, at start + k·dilation for k below the kernel's size, that lie inside the image.
    private static void WriteClipping(
        SourceWriter writer, string count, string skipped, string start, int kernel, int dilation, int size, bool isNeeded)
    {
        if (!isNeeded)
        {
            writer.Line($"const int {skipped} = 0;");
            writer.Line($"const int {count} = {kernel};");
            return;
        }

        writer.Line(dilation == 1
            ? $"int {skipped} = Math.Max(0, -{start});"
            : $"int {skipped} = Math.Max(0, ({dilation - 1} - {start}) / {dilation});");
        writer.Line(dilation == 1
            ? $"int {count} = Math.Min({kernel}, {size} - {start}) - {skipped};"
            : $"int {count} = Math.Min({kernel}, ({size + dilation - 1} - {start}) / {dilation}) - {skipped};");
    }

    private static string Counted(Pool call, string count, string start, int kernel, int size, int padEnd) =>
        call.CountIncludePad ? $"Math.Min({kernel}, {size + padEnd} - {start})" : count;

    private static bool NeedsRowClipping(Pool call)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var last = ((d.Height - 1) * window.StrideHeight) - window.PadTop + ((window.KernelHeight - 1) * window.DilationHeight);
        return window.PadTop > 0 || last >= s.Height;
    }

    /// <summary>The output columns whose windows lie inside the image.</summary>
    private static (int First, int End) InsideColumns(Pool call)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var first = (window.PadLeft + window.StrideWidth - 1) / window.StrideWidth;
        var reach = s.Width - 1 - ((window.KernelWidth - 1) * window.DilationWidth) + window.PadLeft;
        var end = reach < 0 ? 0 : Math.Min(d.Width, (reach / window.StrideWidth) + 1);
        return first < end ? (first, end) : (d.Width, d.Width);
    }

    private static IEnumerable<int> WidthsOf(Pool call) =>
        Widths.Where(bits => bits / 32 <= call.Destination.Geometry.Block);

    private static PoolRow Variant(Pool call, int bits, int columns) =>
        new(bits, call.IsMaximum, call.Destination.Geometry.Block, columns > MaximumUnrolledColumns ? 0 : columns);
}

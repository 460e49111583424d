using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>
/// The method of a pool: one row of one channel block per work item. Windows inside the image go through an unrolled kernel
/// together; those that the image's left or right edge clips are pooled one by one.
/// </summary>
internal static class PoolEmitter
{
    // Beyond, unrolling a window row saves less than 2 % of its time.
    private const int MaximumUnrolledColumns = 8;

    // Written out, the 2×2 pools of LeNet-5 take two thirds of the time that they take with a loop over the rows of the window.
    private const int MaximumWrittenTaps = 9;

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
            if (IsInside(call))
                WriteUnclipped(call, context, writer);
            else
                WriteClipped(call, context, writer);
        }
    }

    private static void WriteUnclipped(Pool call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        writer.Line($"int source = {CallContext.Offset(
            context.Origin(call.Source), ("row", window.StrideHeight * s.RowStride, d.Height),
            ("block", s.BlockStride, s.BlockCount), ("sample", s.BatchStride, s.Batch))};");
        context.WriteRowOffset(writer, "destination", call.Destination, 1);
        var scale = call.IsMaximum ? "" : $", scale: 1f / {window.KernelHeight * window.KernelWidth}";
        WriteKernel(call, writer, window.KernelWidth, $"source, destination, pixels: {d.Width}", $"{window.KernelHeight}", scale);
    }

    private static void WriteClipped(Pool call, CallContext context, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        writer.Line($"int plane = {CallContext.Offset(
            context.Origin(call.Source), ("block", s.BlockStride, s.BlockCount), ("sample", s.BatchStride, s.Batch))};");
        context.WriteRowOffset(writer, "destination", call.Destination, 1);
        var row = d.Height > 1 ? $"row * {window.StrideHeight}" : "0";
        writer.Line($"int top = {Plus(row, -window.PadTop)};");
        WriteClipping(writer, "rows", "skippedRows", "top", window.KernelHeight, window.DilationHeight, s.Height);
        if (!call.IsMaximum)
            writer.Line($"int countedRows = {Counted(call, "rows", "top", window.KernelHeight, s.Height, call.PadBottom)};");
        writer.Line($"int firstRow = plane + (top + {Times("skippedRows", window.DilationHeight)}) * {s.RowStride};");
        var inside = InsideColumns(call);
        WriteEdge(call, writer, 0, inside.First);
        WriteInside(call, writer);
        WriteEdge(call, writer, inside.End, d.Width);
    }

    private static void WriteInside(Pool call, SourceWriter writer)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var (first, end) = InsideColumns(call);
        if (end <= first)
            return;
        var left = (first * window.StrideWidth) - window.PadLeft;
        var scale = call.IsMaximum ? "" : $", scale: 1f / (countedRows * {window.KernelWidth})";
        WriteKernel(
            call, writer, window.KernelWidth,
            $"{Plus("firstRow", left * s.Block)}, {Plus("destination", first * d.Block)}, pixels: {end - first}", "rows", scale);
    }

    private static void WriteEdge(Pool call, SourceWriter writer, int first, int end)
    {
        if (end <= first)
            return;
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        using (writer.Block($"for (int x = {first}; x < {end}; x++)"))
        {
            writer.Line($"int left = {Plus(Times("x", window.StrideWidth), -window.PadLeft)};");
            WriteClipping(writer, "columns", "skippedColumns", "left", window.KernelWidth, window.DilationWidth, s.Width);
            if (!call.IsMaximum)
                writer.Line($"int countedColumns = {Counted(call, "columns", "left", window.KernelWidth, s.Width, call.PadRight)};");
            WriteKernel(
                call, writer, 0,
                $"firstRow + (left + {Times("skippedColumns", window.DilationWidth)}) * {s.Block}, destination + {Times("x", d.Block)}, pixels: 1",
                "rows", call.IsMaximum ? "" : ", scale: 1f / (countedRows * countedColumns)");
        }
    }

    /// <param name="unrolled">Columns of the window if they are unrolled in the kernel, 0 if the variable columns counts them.</param>
    private static void WriteKernel(
        Pool call, SourceWriter writer, int unrolled, string places, string rows, string scale)
    {
        var (s, window) = (call.Source.Geometry, call.Window);
        var columns = unrolled == 0 ? "columns: columns, " : unrolled > MaximumUnrolledColumns ? $"columns: {unrolled}, " : "";
        WidthDispatch.Write(writer, WidthsOf(call), bits => KernelCallText.Write(
            writer, Variant(call, bits, unrolled).ClassName,
            IsWrittenOut(call, unrolled) ? [$"arena, {places}, rowStep: {s.RowStride}{scale}"] :
            [
                $"arena, {places}, pixelStep: {window.StrideWidth * s.Block}",
                $"rows: {rows}, rowStep: {window.DilationHeight * s.RowStride}, {columns}columnStep: {window.DilationWidth * s.Block}{scale}",
            ]));
    }

    // The taps of a window, at start + k·dilation for k below the kernel's size, that lie inside the image.
    private static void WriteClipping(
        SourceWriter writer, string count, string skipped, string start, int kernel, int dilation, int size)
    {
        writer.Line(dilation == 1
            ? $"int {skipped} = Math.Max(0, -{start});"
            : $"int {skipped} = Math.Max(0, ({dilation - 1} - {start}) / {dilation});");
        writer.Line(dilation == 1
            ? $"int {count} = Math.Min({kernel}, {size} - {start}) - {skipped};"
            : $"int {count} = Math.Min({kernel}, ({size + dilation - 1} - {start}) / {dilation}) - {skipped};");
    }

    private static string Counted(Pool call, string count, string start, int kernel, int size, int padEnd) =>
        call.CountIncludePad ? $"Math.Min({kernel}, {size + padEnd} - {start})" : count;

    /// <summary>Whether no window reaches beyond the image.</summary>
    private static bool IsInside(Pool call)
    {
        var (s, d, window) = (call.Source.Geometry, call.Destination.Geometry, call.Window);
        var last = ((d.Height - 1) * window.StrideHeight) - window.PadTop + ((window.KernelHeight - 1) * window.DilationHeight);
        return window.PadTop == 0 && last < s.Height && InsideColumns(call) == (0, d.Width);
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

    private static string Times(string variable, int factor) => factor == 1 ? variable : $"{variable} * {factor}";

    private static IEnumerable<int> WidthsOf(Pool call) => VectorWidths.ForBlock(call.Destination.Geometry.Block);

    private static PoolRow Variant(Pool call, int bits, int columns) =>
        new(bits, call.IsMaximum, call.Destination.Geometry.Block, columns > MaximumUnrolledColumns ? 0 : columns)
        {
            Window = IsWrittenOut(call, columns) ? call.Window with { PadTop = 0, PadLeft = 0 } : null,
        };

    /// <summary>Whether no row of a window is clipped either, so that the whole window can be written out.</summary>
    private static bool IsWrittenOut(Pool call, int columns) =>
        columns > 0 && call.Window.KernelHeight * call.Window.KernelWidth <= MaximumWrittenTaps && IsInside(call);
}

using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>Pools neighbouring windows of one row; the caller has clipped them to the image.</summary>
internal static class PoolRowEmitter
{
    public static GeneratedSource Emit(PoolRow row) => Create(
        row,
        $"{(row.IsMaximum ? "Maximum" : "Mean")} over windows in one row, {row.Bits}-bit vectors, blocks of {row.Block} channels.",
        row.Window is not null
            ? $"FloatBuffer arena, int source, int destination, int pixels, int rowStep{Scale(row)}"
            : "FloatBuffer arena, int source, int destination, int pixels, int pixelStep,"
                + $"\nint rows, int rowStep, {(row.Columns == 0 ? "int columns, " : "")}int columnStep{Scale(row)}",
        writer => WriteBody(row, writer));

    private static string Scale(PoolRow row) => row.IsMaximum ? "" : ", float scale";

    private static void WriteBody(PoolRow row, SourceWriter writer)
    {
        var (type, vectors) = (VectorType(row.Bits), row.VectorsPerBlock);
        writer.Line($"Span<{type}> data = MemoryMarshal.Cast<float, {type}>(arena.Span);");
        writer.Line($"Span<{type}> results = data.Slice(destination / {row.Lanes}, {(vectors == 1 ? "pixels" : $"{vectors} * pixels")});");
        if (row.Window is { } window)
        {
            WriteWindows(row, window, writer);
            return;
        }

        using (writer.Block("for (int i = 0; i < results.Length; i++)"))
        {
            writer.Line(vectors == 1
                ? $"int start = (source + i * pixelStep) / {row.Lanes};"
                : $"int start = (source + i / {vectors} * pixelStep) / {row.Lanes} + i % {vectors};");
            writer.Line($"{type} result = {(row.IsMaximum ? $"Vector{row.Bits}.Create(float.NegativeInfinity)" : $"{type}.Zero")};");
            using (writer.Block("for (int y = 0; y < rows; y++)"))
            {
                WriteWindowRow(row, writer);
                writer.Line($"start += rowStep / {row.Lanes};");
            }

            writer.Line(row.IsMaximum ? "results[i] = result;" : $"results[i] = result * Vector{row.Bits}.Create(scale);");
        }
    }

    // A row of the window is one span with constant indices.
    private static void WriteWindows(PoolRow row, Window window, SourceWriter writer)
    {
        var (type, vectors) = (VectorType(row.Bits), row.VectorsPerBlock);
        var reach = ((((window.KernelWidth - 1) * window.DilationWidth) + 1) * vectors);
        writer.Line($"int start = source / {row.Lanes};");
        using (writer.Block(vectors == 1 ? "for (int i = 0; i < results.Length; i++)" : $"for (int i = 0; i < results.Length; i += {vectors})"))
        {
            for (var y = 0; y < window.KernelHeight; y++)
                writer.Line($"ReadOnlySpan<{type}> row{y} = data.Slice(start{(y == 0 ? "" : $" + {y * window.DilationHeight} * rowStep / {row.Lanes}")}, {reach});");
            for (var v = 0; v < vectors; v++)
            {
                var inputs = from y in Enumerable.Range(0, window.KernelHeight)
                             from x in Enumerable.Range(0, window.KernelWidth)
                             select $"row{y}[{(x * window.DilationWidth * vectors) + v}]";
                var result = inputs.Aggregate((a, b) => row.IsMaximum ? $"Vector{row.Bits}.MaxNative({a}, {b})" : $"{a} + {b}");
                writer.Line($"results[{Plus("i", v)}] = {(row.IsMaximum ? result : $"({result}) * Vector{row.Bits}.Create(scale)")};");
            }

            writer.Line($"start += {window.StrideWidth * vectors};");
        }
    }

    private static void WriteWindowRow(PoolRow row, SourceWriter writer)
    {
        string Combine(string value) =>
            row.IsMaximum ? $"result = Vector{row.Bits}.MaxNative(result, {value});" : $"result += {value};";
        if (row.Columns == 0)
        {
            using (writer.Block("for (int x = 0; x < columns; x++)"))
                writer.Line(Combine($"data[start + x * columnStep / {row.Lanes}]"));
            return;
        }

        for (var x = 0; x < row.Columns; x++)
            writer.Line(Combine(x == 0 ? "data[start]" : $"data[start + {x} * columnStep / {row.Lanes}]"));
    }
}

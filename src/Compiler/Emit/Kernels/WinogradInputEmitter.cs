using ModelCompiler.Compiler.Packing;
using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>Winograd's input transform for a row of tiles of one channel block, fully unrolled.</summary>
internal static class WinogradInputEmitter
{
    public static GeneratedSource Emit(WinogradInput transform) => Create(
        transform,
        $"Winograd input transform of {transform.TileHeight}×{transform.TileWidth} tiles for {transform.KernelHeight}×{transform.KernelWidth} filters{(transform.Stride == 1 ? "" : $", every {transform.Stride}th column")}, {transform.Bits}-bit vectors.",
        "FloatBuffer arena, int source, int destination, int rowStep, int positionStep, int tiles,\nint prefetch",
        writer => WriteBody(transform, writer));

    private static void WriteBody(WinogradInput transform, SourceWriter writer)
    {
        var (type, lanes) = (VectorType(transform.Bits), transform.Lanes);
        writer.Line($$"""
            Span<{{type}}> data = MemoryMarshal.Cast<float, {{type}}>(arena.Span);
            int row = rowStep / {{lanes}};
            int position = positionStep / {{lanes}};
            int tile = source / {{lanes}};
            int result = destination / {{lanes}};
            """);
        var parts = 16 / lanes;
        var step = transform.Stride * parts;
        using (writer.Block("for (; tiles > 0; tiles--)"))
        {
            TilePrefetch.Write(
                writer, "tile * " + lanes, "rowStep", transform.TileHeight + transform.KernelHeight - 1, transform.TileWidth * transform.Stride);
            if (parts == 1)
                WriteTile(transform, writer, "tile", "result");
            else
                using (writer.Block($"for (int part = 0; part < {parts}; part++)"))
                    WriteTile(transform, writer, "tile + part", "result + part");
            writer.Line($"tile += {transform.TileWidth * step};");
            writer.Line($"result += {parts};");
        }
    }

    private static void WriteTile(WinogradInput transform, SourceWriter writer, string tile, string result)
    {
        var rows = WinogradTransform.Create(transform.TileHeight, transform.KernelHeight).Input;
        var columns = WinogradTransform.Create(transform.TileWidth, transform.KernelWidth).Input;
        var step = transform.Stride * 16 / transform.Lanes;
        var linear = new LinearTransform(writer, transform.Bits);
        var half = new string[rows.Length][];
        writer.Line("// Along the columns: d·B");
        for (var i = 0; i < rows.Length; i++)
        {
            var start = i == 0 ? tile : i == 1 ? $"{tile} + row" : $"{tile} + {i} * row";
            writer.Line($"ReadOnlySpan<{VectorType(transform.Bits)}> inputs{i} = data.Slice({start}, {((columns.Length - 1) * step) + 1});");
            var inputs = Enumerable.Range(0, columns.Length).Select(j => $"d{i}_{j}").ToArray();
            for (var j = 0; j < columns.Length; j++)
                writer.Line($"{VectorType(transform.Bits)} {inputs[j]} = inputs{i}[{j * step}];");
            half[i] = linear.Write(columns, inputs);
        }

        writer.Line("// Along the rows: Bᵀ·(d·B)");
        writer.Line($"int place = {result};");
        for (var j = 0; j < columns.Length; j++)
        {
            var results = linear.Write(rows, [.. half.Select(row => row[j])]);
            for (var i = 0; i < rows.Length; i++)
                writer.Line($"data[{Position((i * columns.Length) + j)}] = {results[i]};");
        }
    }

    private static string Position(int index) =>
        index == 0 ? "place" : index == 1 ? "place + position" : $"place + {index} * position";
}

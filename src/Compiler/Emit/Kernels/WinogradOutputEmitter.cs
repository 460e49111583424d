using ModelCompiler.Compiler.Packing;
using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>Winograd's output transform for a row of tiles of one channel block, fully unrolled, with all that follows it.</summary>
internal static class WinogradOutputEmitter
{
    public static GeneratedSource Emit(WinogradOutput transform) => Create(
        transform,
        $"Winograd output transform of {transform.TileHeight}×{transform.TileWidth} tiles for {transform.KernelHeight}×{transform.KernelWidth} filters{(transform.IsPooled ? " with the maxima of 2×2 windows" : "")}, {transform.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, int products, int bias, int destination, int rowStep,"
            + (transform.HasResidual ? "\nint residual, int residualRowStep," : "")
            + "\nint positionStep, int tiles" + (transform.IsClipped ? ", int rows, int columns" : ", int prefetch")
            + ActivationParameters(transform.Activation),
        writer => WriteBody(transform, writer));

    private static void WriteBody(WinogradOutput transform, SourceWriter writer)
    {
        var (type, lanes) = (VectorType(transform.Bits), transform.Lanes);
        writer.Line($$"""
            Span<{{type}}> data = MemoryMarshal.Cast<float, {{type}}>(arena.Span);
            ReadOnlySpan<{{type}}> biases = MemoryMarshal.Cast<float, {{type}}>(weights.Span).Slice(bias / {{lanes}}, {{16 / lanes}});
            int position = positionStep / {{lanes}};
            int tile = products / {{lanes}};
            """);
        var parts = 16 / lanes;
        WriteActivationConstants(transform.Activation, transform.Bits, writer);
        using (writer.Block("for (; tiles > 0; tiles--)"))
        {
            if (!transform.IsClipped)
                TilePrefetch.Write(writer, "destination", "rowStep", transform.StoredHeight, transform.StoredWidth);
            if (parts == 1)
                WriteTile(transform, writer, "0");
            else
                using (writer.Block($"for (int part = 0; part < {parts}; part++)"))
                    WriteTile(transform, writer, "part");
            writer.Line($"tile += {parts};");
            writer.Line($"destination += {transform.StoredWidth * 16};");
            if (transform.HasResidual)
                writer.Line($"residual += {transform.StoredWidth * 16};");
        }
    }

    private static void WriteTile(WinogradOutput transform, SourceWriter writer, string part)
    {
        var rows = WinogradTransform.Create(transform.TileHeight, transform.KernelHeight).Output;
        var columns = WinogradTransform.Create(transform.TileWidth, transform.KernelWidth).Output;
        var linear = new LinearTransform(writer, transform.Bits);
        writer.Line("// Along the rows: Aᵀ·m");
        writer.Line($"int place = {(part == "0" ? "tile" : "tile + part")};");
        var width = columns[0].Length;
        var half = new string[width][];
        for (var j = 0; j < width; j++)
        {
            var inputs = Enumerable.Range(0, rows[0].Length).Select(i => $"m{i}_{j}").ToArray();
            for (var i = 0; i < inputs.Length; i++)
                writer.Line($"{VectorType(transform.Bits)} {inputs[i]} = data[{Position((i * width) + j)}];");
            half[j] = linear.Write(rows, inputs);
        }

        writer.Line("// Along the columns: (Aᵀ·m)·A");
        for (var i = 0; i < transform.StoredHeight; i++)
            using (writer.Block(transform.IsClipped && i > 0 ? $"if (rows > {i})" : ""))
                WriteRow(transform, writer, i, part, transform.IsPooled ? Maxima : Sums);

        string[] Sums(int row) => linear.Write(columns, [.. half.Select(column => column[row])]);

        // The upper row's maxima come first: two registers wait for the lower row in place of four.
        string[] Maxima(int row)
        {
            var upper = WriteMaxima(transform, writer, $"upper{row}", Sums(2 * row));
            var lower = WriteMaxima(transform, writer, $"lower{row}", Sums((2 * row) + 1));
            return [.. upper.Zip(lower, (a, b) => Maximum(transform, a, b))];
        }
    }

    /// <summary>The maxima of neighbours in a row, two by two.</summary>
    private static string[] WriteMaxima(WinogradOutput transform, SourceWriter writer, string name, string[] values)
    {
        var maxima = Enumerable.Range(0, transform.StoredWidth).Select(j => $"{name}_{j}").ToArray();
        for (var j = 0; j < maxima.Length; j++)
            writer.Line($"{VectorType(transform.Bits)} {maxima[j]} = {Maximum(transform, values[2 * j], values[(2 * j) + 1])};");
        return maxima;
    }

    private static string Maximum(WinogradOutput transform, string a, string b) => $"Vector{transform.Bits}.MaxNative({a}, {b})";

    /// <param name="write">Writes the computation of a row's values and returns their names.</param>
    private static void WriteRow(
        WinogradOutput transform, SourceWriter writer, int row, string part, Func<int, string[]> write)
    {
        var parts = 16 / transform.Lanes;
        string Start(string tensor, string step) =>
            $"({tensor}{(row == 0 ? "" : row == 1 ? $" + {step}" : $" + {row} * {step}")}) / {transform.Lanes}"
            + (part == "0" ? "" : " + part");
        // A clipped row ends where the image ends: beyond, there is only room for the columns that exist.
        var length = transform.IsClipped
            ? parts == 1 ? "columns" : $"(columns - 1) * {parts} + 1"
            : $"{((transform.StoredWidth - 1) * parts) + 1}";
        writer.Line($"Span<{VectorType(transform.Bits)}> results = data.Slice({Start("destination", "rowStep")}, {length});");
        if (transform.HasResidual)
            writer.Line($"ReadOnlySpan<{VectorType(transform.Bits)}> residuals = data.Slice({Start("residual", "residualRowStep")}, {length});");
        var values = write(row);
        for (var j = 0; j < transform.StoredWidth; j++)
        {
            var sum = $"{values[j]} + biases[{part}]" + (transform.HasResidual ? $" + residuals[{j * parts}]" : "");
            var store = $"results[{j * parts}] = {Activate(transform.Activation, transform.Bits, sum)};";
            writer.Line(transform.IsClipped && j > 0 ? $"if (columns > {j}) {store}" : store);
        }
    }

    private static string Position(int index) =>
        index == 0 ? "place" : index == 1 ? "place + position" : $"place + {index} * position";
}

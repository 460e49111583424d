using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// The tile of a convolution on planar tensors. Its sums stay in registers; per tap it loads a vector of inputs per vector of pixels and
/// multiplies it with one broadcast filter per output channel.
/// </summary>
internal static class PlanarTileEmitter
{
    public static GeneratedSource Emit(PlanarTile tile) => Create(
        tile,
        $"Planar convolution tile: {Pixels(tile)} × {tile.Maps} output channels, {tile.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, int source, int filter, int bias, int destination,"
            + (tile.HasResidual ? " int residual," : "")
            + (tile.Vectors > 1 ? " int lastVector," : "")
            + "\nint channels, int rows, int columns, int channelStep, int rowStep, int columnStep"
            + (tile.Maps > 1 ? ",\nint filterStep, int destinationStep" + (tile.HasResidual ? ", int residualStep" : "") : "")
            + (tile.IsPaired ? ",\nint sourceLine, int destinationLine" + (tile.HasResidual ? ", int residualLine" : "") : "")
            + ActivationParameters(tile.Activation),
        writer => WriteBody(tile, writer));

    private static string Pixels(PlanarTile tile) => tile.IsPaired
        ? $"2 rows of {tile.VectorsPerRow} × {tile.Lanes} + {tile.Lanes / 2} pixels" : $"{tile.Vectors} × {tile.Lanes} pixels";

    private static void WriteBody(PlanarTile tile, SourceWriter writer)
    {
        writer.Line("Span<float> data = arena.Span;");
        writer.Line("ReadOnlySpan<float> filters = weights.Span;");
        for (var map = 0; map < tile.Maps; map++)
        {
            writer.Line($"{VectorType(tile.Bits)} {Sum(map, 0)} = Vector{tile.Bits}.Create(filters[{Plus("bias", map)}]);");
            if (tile.Vectors > 1)
                writer.Line($"{VectorType(tile.Bits)} {string.Join(", ", Enumerable.Range(1, tile.Vectors - 1).Select(v => $"{Sum(map, v)} = {Sum(map, 0)}"))};");
        }

        using (writer.Block("for (int channel = 0; channel < channels; channel++)"))
        {
            writer.Line("int rowSource = source;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                WriteRow(tile, writer);
                writer.Line("rowSource += rowStep;");
                writer.Line(tile.IsUnrolled ? $"filter += {tile.Unrolled.Columns};" : "filter += columns;");
            }

            writer.Line("source += channelStep;");
        }

        WriteResults(tile, writer);
    }

    private static void WriteRow(PlanarTile tile, SourceWriter writer)
    {
        var columns = tile.IsUnrolled ? $"{tile.Unrolled.Columns}" : "columns";
        for (var line = 0; line < Lines(tile); line++)
            writer.Line($"ReadOnlySpan<float> line{line} = data.Slice({(line == 0 ? "rowSource" : "rowSource + sourceLine")}, {(tile.IsUnrolled
                ? Reach(tile, (tile.Unrolled.Columns - 1) * tile.Unrolled.Step) : $"(columns - 1) * columnStep + {Reach(tile, 0)}")});");
        for (var map = 0; map < tile.Maps; map++)
            writer.Line($"ReadOnlySpan<float> taps{map} = filters.Slice({Times("filter", map, "filterStep")}, {columns});");
        if (tile.IsUnrolled)
        {
            for (var column = 0; column < tile.Unrolled.Columns; column++)
                using (writer.Block())
                    WriteTap(tile, "line", column * tile.Unrolled.Step, $"{column}", writer);
            return;
        }

        using (writer.Block("for (int column = 0; column < taps0.Length; column++)"))
        {
            for (var line = 0; line < Lines(tile); line++)
                writer.Line($"ReadOnlySpan<float> inputs{line} = line{line}.Slice(column * columnStep, {Reach(tile, 0)});");
            WriteTap(tile, "inputs", 0, "column", writer);
        }
    }

    /// <summary>Floats of a row from the first that a tap reads to behind the last, and <paramref name="more"/> for other taps.</summary>
    private static string Reach(PlanarTile tile, int more)
    {
        var last = tile.IsPaired ? tile.Lanes / 2 : ((tile.Lanes - 1) * tile.Stride) + 1;
        return Start(tile, tile.Vectors - 1) is { Length: > 0 } start ? $"{Strided(tile, start)} + {last + more}" : $"{last + more}";
    }

    // The fewer of both stay in registers while the others pass.
    private static void WriteTap(PlanarTile tile, string inputs, int offset, string column, SourceWriter writer)
    {
        string Filter(int map) => $"Vector{tile.Bits}.Create(taps{map}[{column}])";
        string Input(int vector) => PlanarTileEmitter.Input(tile, inputs, offset, vector);
        if (tile.Maps <= tile.Vectors)
            WriteSteps(tile.Maps, Filter, tile.Vectors, Input, (map, vector) => (map, vector), tile, writer);
        else
            WriteSteps(tile.Vectors, Input, tile.Maps, Filter, (vector, map) => (map, vector), tile, writer);
    }

    private static void WriteSteps(
        int held, Func<int, string> heldValue, int passing, Func<int, string> passingValue,
        Func<int, int, (int Map, int Vector)> place, PlanarTile tile, SourceWriter writer)
    {
        for (var h = 0; h < held; h++)
            writer.Line($"{VectorType(tile.Bits)} x{h} = {heldValue(h)};");
        writer.Line($"{VectorType(tile.Bits)} y;");
        for (var p = 0; p < passing; p++)
        {
            writer.Line($"y = {passingValue(p)};");
            for (var h = 0; h < held; h++)
            {
                var (map, vector) = place(h, p);
                writer.Line($"{Sum(map, vector)} = {MultiplyAdd(tile.Bits, $"x{h}", "y", Sum(map, vector))};");
            }
        }
    }

    // With a stride, vectors are put together of single floats, and the shared vector of two rows of their halves.
    private static string Input(PlanarTile tile, string inputs, int offset, int vector)
    {
        var (line, start) = (LineOf(tile, vector), Start(tile, vector));
        if (IsShared(tile, vector))
            return $"Vector{tile.Bits}.Create({Half(tile, $"{inputs}0", start, offset)}, {Half(tile, $"{inputs}1", start, offset)})";
        if (tile.Stride == 1)
            return $"Vector{tile.Bits}.Create({inputs}{line}.Slice({At(start, offset)}, {tile.Lanes}))";
        var origin = vector == 0 ? "" : $"{Strided(tile, start)} + ";
        return $"Vector{tile.Bits}.Create({string.Join(", ", Enumerable.Range(0, tile.Lanes).Select(lane => $"{inputs}{line}[{origin}{offset + (lane * tile.Stride)}]"))})";
    }

    private static string Half(PlanarTile tile, string span, string start, int offset) =>
        $"Vector{tile.Bits / 2}.Create({span}.Slice({At(start, offset)}, {tile.Lanes / 2}))";

    // The last vector may lap over the one before it, and the residual may lie where the results go: sums are complete before any is stored.
    private static void WriteResults(PlanarTile tile, SourceWriter writer)
    {
        var last = tile.IsPaired ? tile.Lanes / 2 : tile.Lanes;
        var length = Start(tile, tile.Vectors - 1) is { Length: > 0 } start ? $"{start} + {last}" : $"{last}";
        if (tile.HasResidual)
            for (var map = 0; map < tile.Maps; map++)
            {
                WriteLines(tile, "ReadOnlySpan<float> residuals", "residual", map, length, writer);
                for (var vector = 0; vector < tile.Vectors; vector++)
                    writer.Line($"{Sum(map, vector)} += {Input(tile with { Stride = 1 }, $"residuals{map}_", 0, vector)};");
            }

        WriteActivationConstants(tile.Activation, tile.Bits, writer);
        for (var map = 0; map < tile.Maps; map++)
        {
            WriteLines(tile, "Span<float> results", "destination", map, length, writer);
            for (var vector = 0; vector < tile.Vectors; vector++)
                WriteResult(tile, map, vector, writer);
        }
    }

    private static void WriteLines(PlanarTile tile, string span, string tensor, int map, string length, SourceWriter writer)
    {
        for (var line = 0; line < Lines(tile); line++)
            writer.Line($"{span}{map}_{line} = data.Slice({Times(tensor, map, tensor + "Step")}{(line == 0 ? "" : $" + {tensor}Line")}, {length});");
    }

    private static void WriteResult(PlanarTile tile, int map, int vector, SourceWriter writer)
    {
        var (value, start) = (Activate(tile.Activation, tile.Bits, Sum(map, vector)), At(Start(tile, vector), 0));
        if (!IsShared(tile, vector))
        {
            writer.Line($"{value}.CopyTo(results{map}_{LineOf(tile, vector)}.Slice({start}, {tile.Lanes}));");
            return;
        }

        if (tile.Activation != IR.ActivationKind.None)
            writer.Line($"{Sum(map, vector)} = {value};");
        writer.Line($"{Sum(map, vector)}.GetLower().CopyTo(results{map}_0.Slice({start}, {tile.Lanes / 2}));");
        writer.Line($"{Sum(map, vector)}.GetUpper().CopyTo(results{map}_1.Slice({start}, {tile.Lanes / 2}));");
    }

    /// <summary>Pixels before a vector of the tile in its row; empty for none.</summary>
    private static string Start(PlanarTile tile, int vector)
    {
        if (vector == tile.Vectors - 1 && vector > 0)
            return "lastVector";
        var inRow = vector - (LineOf(tile, vector) * tile.VectorsPerRow);
        return inRow == 0 ? "" : $"{inRow * tile.Lanes}";
    }

    private static string At(string start, int offset) => start.Length == 0 ? $"{offset}" : int.TryParse(start, out var pixels) ? $"{pixels + offset}" : Plus(start, offset);

    private static string Strided(PlanarTile tile, string start) => tile.Stride == 1 ? start : $"{start} * {tile.Stride}";

    private static bool IsShared(PlanarTile tile, int vector) => tile.IsPaired && vector == tile.Vectors - 1;

    /// <summary>Rows of pixels of the tile.</summary>
    private static int Lines(PlanarTile tile) => tile.IsPaired ? 2 : 1;

    private static int LineOf(PlanarTile tile, int vector) => tile.IsPaired && vector >= tile.VectorsPerRow ? 1 : 0;

    private static string Times(string offset, int map, string step) => map switch
    {
        0 => offset,
        1 => $"{offset} + {step}",
        _ => $"{offset} + {map} * {step}",
    };

    private static string Sum(int map, int vector) => $"sum{map}_{vector}";
}

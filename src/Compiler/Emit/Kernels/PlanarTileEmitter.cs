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
        $"Planar convolution tile: {tile.Vectors} × {tile.Lanes} pixels × {tile.Maps} output channels, {tile.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, int source, int filter, int bias, int destination,"
            + (tile.HasResidual ? " int residual," : "")
            + (tile.Vectors > 1 ? " int lastVector," : "")
            + "\nint channels, int rows, int columns, int channelStep, int rowStep, int columnStep"
            + (tile.Maps > 1 ? ",\nint filterStep, int destinationStep" + (tile.HasResidual ? ", int residualStep" : "") : ""),
        writer => WriteBody(tile, writer));

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
                writer.Line("filter += columns;");
            }

            writer.Line("source += channelStep;");
        }

        WriteResults(tile, writer);
    }

    private static void WriteRow(PlanarTile tile, SourceWriter writer)
    {
        var vector = ((tile.Lanes - 1) * tile.Stride) + 1;
        var reach = tile.Vectors == 1 ? $"{vector}" : tile.Stride == 1 ? $"lastVector + {vector}" : $"lastVector * {tile.Stride} + {vector}";
        writer.Line($"ReadOnlySpan<float> line = data.Slice(rowSource, (columns - 1) * columnStep + {reach});");
        for (var map = 0; map < tile.Maps; map++)
            writer.Line($"ReadOnlySpan<float> taps{map} = filters.Slice({Times("filter", map, "filterStep")}, columns);");
        using (writer.Block("for (int column = 0; column < taps0.Length; column++)"))
        {
            writer.Line($"ReadOnlySpan<float> inputs = line.Slice(column * columnStep, {reach});");
            // The fewer of both stay in registers while the others pass.
            if (tile.Maps <= tile.Vectors)
                WriteSteps(tile.Maps, map => Filter(tile, map), tile.Vectors, vector => Input(tile, vector), (map, vector) => (map, vector), tile, writer);
            else
                WriteSteps(tile.Vectors, vector => Input(tile, vector), tile.Maps, map => Filter(tile, map), (vector, map) => (map, vector), tile, writer);
        }
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

    private static string Filter(PlanarTile tile, int map) => $"Vector{tile.Bits}.Create(taps{map}[column])";

    // With a stride, vectors are put together of single floats.
    private static string Input(PlanarTile tile, int vector)
    {
        var start = Start(tile, vector);
        if (tile.Stride == 1)
            return $"Vector{tile.Bits}.Create({(start.Length == 0 ? "inputs" : $"inputs.Slice({start})")})";
        var origin = vector == 0 ? "" : $"{start} * {tile.Stride} + ";
        return $"Vector{tile.Bits}.Create({string.Join(", ", Enumerable.Range(0, tile.Lanes).Select(lane => $"inputs[{origin}{lane * tile.Stride}]"))})";
    }

    /// <summary>Pixels before a vector of the tile; empty for none.</summary>
    private static string Start(PlanarTile tile, int vector) =>
        vector == 0 ? "" : vector == tile.Vectors - 1 ? "lastVector" : $"{vector * tile.Lanes}";

    // The last vector may lap over the one before it, and the residual may lie where the results go: sums are complete before any is stored.
    private static void WriteResults(PlanarTile tile, SourceWriter writer)
    {
        var length = tile.Vectors == 1 ? $"{tile.Lanes}" : $"lastVector + {tile.Lanes}";
        if (tile.HasResidual)
            for (var map = 0; map < tile.Maps; map++)
            {
                writer.Line($"ReadOnlySpan<float> residuals{map} = data.Slice({Times("residual", map, "residualStep")}, {length});");
                for (var vector = 0; vector < tile.Vectors; vector++)
                    writer.Line($"{Sum(map, vector)} += Vector{tile.Bits}.Create({Slice($"residuals{map}", tile, vector)});");
            }

        for (var map = 0; map < tile.Maps; map++)
        {
            writer.Line($"Span<float> results{map} = data.Slice({Times("destination", map, "destinationStep")}, {length});");
            for (var vector = 0; vector < tile.Vectors; vector++)
                writer.Line($"{Activate(tile.Activation, tile.Bits, Sum(map, vector))}.CopyTo({Slice($"results{map}", tile, vector)});");
        }
    }

    private static string Slice(string span, PlanarTile tile, int vector) =>
        Start(tile, vector) is { Length: > 0 } start ? $"{span}.Slice({start})" : span;

    private static string Times(string offset, int map, string step) => map switch
    {
        0 => offset,
        1 => $"{offset} + {step}",
        _ => $"{offset} + {map} * {step}",
    };

    private static string Sum(int map, int vector) => $"sum{map}_{vector}";
}

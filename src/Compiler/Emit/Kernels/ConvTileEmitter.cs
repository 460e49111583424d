using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// The tile of the direct convolution. Its sums stay in registers; per tap it loads the filters of all its output channels and
/// multiplies them with one broadcast input per pixel.
/// </summary>
internal static class ConvTileEmitter
{
    public static GeneratedSource Emit(ConvTile tile) => Create(
        tile,
        $"Convolution tile: {tile.Pixels} pixels × {tile.Channels} output channels, {tile.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, int source, int filter, "
            + (tile.HasBias ? "int bias, " : "") + "int destination,"
            + (tile.HasResidual ? " int residual," : "")
            + (tile.HasPrefetch ? " int prefetch," : "")
            + (tile.IsUnrolled ? (tile.Unrolled.Blocks == 1 ? "\nint rowStep" : "\nint blockStep, int rowStep")
                : "\nint blocks, int rows, int columns, int run, int lastRun,\nint blockStep, int rowStep, int columnStep")
            + (tile.Panels == 1 ? "" : ", int filterPanel, int destinationPanel")
            + (tile.Panels > 1 && tile.HasResidual ? ", int residualPanel" : "")
            + (tile.IsSpread ? ", int destinationStep" + (tile.HasResidual ? ", int residualStep" : "") : "")
            + (tile.HasPrefetch ? ", int prefetchLines" : "") + (tile.TakesTiles ? ", int tiles" : "") + ActivationParameters(tile.Activation),
        writer => WriteBody(tile, writer));

    private static void WriteBody(ConvTile tile, SourceWriter writer)
    {
        writer.Line($$"""
            Span<float> data = arena.Span;
            ReadOnlySpan<{{VectorType(tile.Bits)}}> filters = MemoryMarshal.Cast<float, {{VectorType(tile.Bits)}}>(weights.Span);
            """);
        if (tile.HasBias)
            writer.Line($"ReadOnlySpan<{VectorType(tile.Bits)}> biases = filters.Slice(bias / {tile.Lanes}, {tile.Panels * tile.VectorsPerBlock});");
        if (!tile.IsUnaligned)
            writer.Line($"Span<{VectorType(tile.Bits)}> vectors = MemoryMarshal.Cast<float, {VectorType(tile.Bits)}>(data);");
        if (!tile.TakesTiles)
        {
            WriteTile(tile, writer);
            return;
        }

        using (writer.Block("for (int tile = 0; tile < tiles; tile++)"))
        {
            WriteTile(tile, writer);
            writer.Line($"source += {tile.Pixels * tile.PixelStep};");
            writer.Line($"destination += {tile.Pixels * tile.Block};");
            if (tile.HasResidual)
                writer.Line($"residual += {tile.Pixels * tile.Block};");
        }
    }

    private static void WriteTile(ConvTile tile, SourceWriter writer)
    {
        writer.Line($"int tap = filter / {tile.Lanes};");
        WriteSums(tile, writer);
        if (tile.IsUnrolled)
            WriteUnrolled(tile, writer);
        else
            TapLoopText.Write(writer, "block", () => WriteRun(tile, writer), () => WritePrefetch(tile, writer));
        WriteResults(tile, writer);
    }

    // Every tap is written out, with constant indices into one span per window row.
    private static void WriteUnrolled(ConvTile tile, SourceWriter writer)
    {
        var (blocks, rows, run) = tile.Unrolled;
        var reach = (tile.Pixels - 1) * tile.PixelStep;
        for (var panel = 0; panel < tile.Panels; panel++)
            writer.Line($"ReadOnlySpan<{VectorType(tile.Bits)}> taps{panel} = filters.Slice({(panel == 0 ? "tap" : $"tap + filterPanel / {tile.Lanes}")}, {blocks * rows * run * tile.VectorsPerBlock});");
        writer.Line($"{VectorType(tile.Bits)} x;");
        for (var line = 0; line < blocks * rows; line++)
        {
            var (block, row) = (line / rows, line % rows);
            writer.Line($"ReadOnlySpan<float> row{line} = data.Slice(source{Steps(block, "blockStep")}{Steps(row, "rowStep")}, {reach + run});");
            for (var t = 0; t < run; t++)
                WriteUnrolledTap(tile, $"row{line}", t, ((line * run) + t) * tile.VectorsPerBlock, writer);
        }
    }

    private static string Steps(int count, string step) => count == 0 ? "" : $" + {count} * {step}";

    private static void WriteUnrolledTap(ConvTile tile, string inputs, int t, int filter, SourceWriter writer)
    {
        using (writer.Block())
        {
            foreach (var vector in Vectors(tile))
                writer.Line($"{VectorType(tile.Bits)} {vector.Filter} = taps{vector.Panel}[{filter + vector.Index}];");
            WriteSteps(tile, pixel => $"{inputs}[{(pixel * tile.PixelStep) + t}]", writer);
        }
    }

    private static void WriteSteps(ConvTile tile, Func<int, string> input, SourceWriter writer)
    {
        for (var p = 0; p < tile.Pixels; p++)
        {
            writer.Line($"x = Vector{tile.Bits}.Create({input(p)});");
            foreach (var vector in Vectors(tile))
                writer.Line($"{vector.Sum(p)} = {MultiplyAdd(tile.Bits, "x", vector.Filter, vector.Sum(p))};");
        }
    }

    private static void WriteSums(ConvTile tile, SourceWriter writer)
    {
        foreach (var vector in Vectors(tile))
        {
            var type = VectorType(tile.Bits);
            writer.Line($"{type} {vector.Sum(0)} = {(tile.HasBias ? $"biases[{vector.Number}]" : $"{type}.Zero")};");
            if (tile.Pixels > 1)
                writer.Line($"{type} {string.Join(", ", Enumerable.Range(1, tile.Pixels - 1).Select(p => $"{vector.Sum(p)} = {vector.Sum(0)}"))};");
        }
    }

    // The filters that come next are fetched meanwhile: they are too many for the second-level cache.
    private static void WritePrefetch(ConvTile tile, SourceWriter writer)
    {
        if (!tile.HasPrefetch)
            return;
        using (writer.Block("for (int line = 0; line < prefetchLines; line++)"))
        {
            writer.Line("weights.Prefetch(prefetch);");
            writer.Line($"prefetch += {RowTiling.LineLength};");
        }
    }

    // All spans of a run are cut once, so that the loop's indices are constants within a proven length: no bounds checks.
    private static void WriteRun(ConvTile tile, SourceWriter writer)
    {
        var reach = (tile.Pixels - 1) * tile.PixelStep;
        writer.Line($"ReadOnlySpan<float> inputs = data.Slice(columnSource, {Plus("length", reach)});");
        for (var panel = 0; panel < tile.Panels; panel++)
        {
            var start = panel == 0 ? "tap" : $"tap + filterPanel / {tile.Lanes}";
            var length = tile.VectorsPerBlock == 1 ? "length" : $"{tile.VectorsPerBlock} * length";
            writer.Line($"ReadOnlySpan<{VectorType(tile.Bits)}> filters{panel} = filters.Slice({start}, {length});");
        }

        using (writer.Block(tile.VectorsPerBlock == 1
            ? "for (int t = 0; t < filters0.Length; t++)" : "for (int t = 0; t < length; t++)"))
            WriteTap(tile, reach, writer);
        writer.Line(tile.VectorsPerBlock == 1 ? "tap += length;" : $"tap += {tile.VectorsPerBlock} * length;");
    }

    private static void WriteTap(ConvTile tile, int reach, SourceWriter writer)
    {
        writer.Line($"ReadOnlySpan<float> input = inputs.Slice(t, {reach + 1});");
        if (tile.VectorsPerBlock > 1)
            for (var panel = 0; panel < tile.Panels; panel++)
                writer.Line($"ReadOnlySpan<{VectorType(tile.Bits)}> taps{panel} = filters{panel}.Slice({tile.VectorsPerBlock} * t, {tile.VectorsPerBlock});");
        foreach (var vector in Vectors(tile))
        {
            var filter = tile.VectorsPerBlock == 1 ? $"filters{vector.Panel}[t]" : $"taps{vector.Panel}[{vector.Index}]";
            writer.Line($"{VectorType(tile.Bits)} {vector.Filter} = {filter};");
        }

        writer.Line($"{VectorType(tile.Bits)} x;");
        WriteSteps(tile, pixel => $"input[{pixel * tile.PixelStep}]", writer);
    }

    private static void WriteResults(ConvTile tile, SourceWriter writer)
    {
        WriteActivationConstants(tile.Activation, tile.Bits, writer);
        if (tile.IsUnaligned)
        {
            WriteUnaligned(tile, writer);
            return;
        }

        if (tile.IsSpread)
        {
            for (var p = 0; p < tile.Pixels; p++)
                WriteResults(tile, p, 1, writer);
            return;
        }

        WriteResults(tile, 0, tile.Pixels, writer);
    }

    private static void WriteUnaligned(ConvTile tile, SourceWriter writer)
    {
        for (var p = 0; p < tile.Pixels; p++)
            foreach (var vector in Vectors(tile))
                writer.Line($"{Activate(tile.Activation, tile.Bits, vector.Sum(p))}.CopyTo(data.Slice({Plus(Offset("destination", vector.Panel, p), vector.Index * tile.Lanes)}, {tile.Lanes}));");
    }

    /// <summary>Pixels whose results lie side by side; the names of spans count panels, and pixels where they are spread.</summary>
    private static void WriteResults(ConvTile tile, int first, int pixels, SourceWriter writer)
    {
        for (var panel = 0; panel < tile.Panels; panel++)
        {
            writer.Line($"Span<{VectorType(tile.Bits)}> {Name("results", panel)} = vectors.Slice({Start("destination", panel, first, tile)}, {pixels * tile.VectorsPerBlock});");
            if (tile.HasResidual)
                writer.Line($"ReadOnlySpan<{VectorType(tile.Bits)}> {Name("residuals", panel)} = vectors.Slice({Start("residual", panel, first, tile)}, {pixels * tile.VectorsPerBlock});");
        }

        for (var p = 0; p < pixels; p++)
        {
            foreach (var vector in Vectors(tile))
            {
                var (panel, index) = (vector.Panel, (p * tile.VectorsPerBlock) + vector.Index);
                var sum = vector.Sum(first + p) + (tile.HasResidual ? $" + {Name("residuals", panel)}[{index}]" : "");
                writer.Line($"{Name("results", panel)}[{index}] = {Activate(tile.Activation, tile.Bits, sum)};");
            }

            // No channel is left: these lanes are zero.
            for (var index = tile.VectorsOf(tile.Panels - 1); index < tile.VectorsPerBlock; index++)
                writer.Line($"{Name("results", tile.Panels - 1)}[{(p * tile.VectorsPerBlock) + index}] = {VectorType(tile.Bits)}.Zero;");
        }

        string Name(string span, int panel) => span + (tile.IsSpread ? $"{first}_" : "") + panel;
    }

    private static string Start(string tensor, int panel, int pixel, ConvTile tile)
    {
        var offset = Offset(tensor, panel, pixel);
        return offset == tensor ? $"{tensor} / {tile.Lanes}" : $"({offset}) / {tile.Lanes}";
    }

    private static string Offset(string tensor, int panel, int pixel) => tensor + (panel == 0 ? "" : $" + {tensor}Panel") + pixel switch
    {
        0 => "",
        1 => $" + {tensor}Step",
        _ => $" + {pixel} * {tensor}Step",
    };

    private static IEnumerable<TileVector> Vectors(ConvTile tile) =>
        from panel in Enumerable.Range(0, tile.Panels)
        from index in Enumerable.Range(0, tile.VectorsOf(panel))
        select new TileVector(panel, index, (panel * tile.VectorsPerBlock) + index);

    /// <summary>A vector of output channels.</summary>
    /// <param name="Index">Among those of its panel.</param>
    /// <param name="Number">Among those of all panels.</param>
    private sealed record TileVector(int Panel, int Index, int Number)
    {
        public string Filter => $"f{Number}";

        public string Sum(int pixel) => $"sum{pixel}_{Number}";
    }
}

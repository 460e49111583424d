using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// Outputs of a dense layer for one sample. An input is broadcast once for all vectors of outputs; eight inputs per step divide the cost of
/// the loop by eight.
/// </summary>
internal static class DenseBlockEmitter
{
    private const int Unroll = 8;

    public static GeneratedSource Emit(DenseBlock block) => Create(
        block,
        $"{block.Panels * DenseBlock.Block} outputs of a dense layer, {block.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, int source, int filter, int bias, int destination,"
            + (block.HasResidual ? " int residual," : "")
            + "\nint blocks, int rows, int columns, int run, int lastRun, int blockStep, int rowStep, int columnStep"
            + (block.Panels == 1 ? "" : $",\nint filterPanel, int destinationPanel{(block.HasResidual ? ", int residualPanel" : "")}")
            + ActivationParameters(block.Activation),
        writer => WriteBody(block, writer));

    private static void WriteBody(DenseBlock block, SourceWriter writer)
    {
        writer.Line($$"""
            Span<float> data = arena.Span;
            ReadOnlySpan<{{VectorType(block.Bits)}}> filters = MemoryMarshal.Cast<float, {{VectorType(block.Bits)}}>(weights.Span);
            int tap = filter / {{block.Lanes}};
            """);
        if (block.Panels > 1)
            writer.Line($"int panelTaps = filterPanel / {block.Lanes};");
        foreach (var (panel, vector) in Vectors(block))
            writer.Line($"{VectorType(block.Bits)} {string.Join(", ", Enumerable.Range(0, block.Chains).Select(chain => $"{Sum(chain, panel, vector)} = {VectorType(block.Bits)}.Zero"))};");
        TapLoopText.Write(writer, "channels", () => WriteRun(block, writer));
        WriteResults(block, writer);
    }

    private static void WriteRun(DenseBlock block, SourceWriter writer)
    {
        writer.Line("ReadOnlySpan<float> inputs = data.Slice(columnSource, length);");
        writer.Line("int t = 0;");
        using (writer.Block($"for (; t <= length - {Unroll}; t += {Unroll})"))
        {
            writer.Line($"ReadOnlySpan<float> x = inputs.Slice(t, {Unroll});");
            WriteTaps(block, writer, Unroll);
        }

        using (writer.Block("for (; t < length; t++)"))
        {
            writer.Line("ReadOnlySpan<float> x = inputs.Slice(t, 1);");
            WriteTaps(block, writer, 1);
        }
    }

    private static void WriteTaps(DenseBlock block, SourceWriter writer, int count)
    {
        var vectors = block.VectorsPerBlock;
        for (var panel = 0; panel < block.Panels; panel++)
            writer.Line($"ReadOnlySpan<{VectorType(block.Bits)}> f{panel} = filters.Slice({Panel("tap", "panelTaps", panel)}, {count * vectors});");
        for (var k = 0; k < count; k++)
        {
            writer.Line($"{VectorType(block.Bits)} x{k} = Vector{block.Bits}.Create(x[{k}]);");
            foreach (var (panel, vector) in Vectors(block))
            {
                var sum = Sum(k % block.Chains, panel, vector);
                writer.Line($"{sum} = {MultiplyAdd(block.Bits, $"x{k}", $"f{panel}[{(k * vectors) + vector}]", sum)};");
            }
        }

        writer.Line($"tap += {count * vectors};");
    }

    private static void WriteResults(DenseBlock block, SourceWriter writer)
    {
        var vectors = block.VectorsPerBlock;
        writer.Line($$"""
            ReadOnlySpan<{{VectorType(block.Bits)}}> biases = filters.Slice(bias / {{block.Lanes}}, {{block.Panels * vectors}});
            Span<{{VectorType(block.Bits)}}> all = MemoryMarshal.Cast<float, {{VectorType(block.Bits)}}>(data);
            """);
        for (var panel = 0; panel < block.Panels; panel++)
        {
            writer.Line($"Span<{VectorType(block.Bits)}> results{panel} = all.Slice({OfPanel("destination", panel)}, {vectors});");
            if (block.HasResidual)
                writer.Line($"ReadOnlySpan<{VectorType(block.Bits)}> residuals{panel} = all.Slice({OfPanel("residual", panel)}, {vectors});");
        }

        WriteActivationConstants(block.Activation, block.Bits, writer);
        foreach (var (panel, vector) in Vectors(block))
        {
            var sums = Enumerable.Range(0, block.Chains).Select(chain => Sum(chain, panel, vector)).ToList();
            var sum = sums.Count == 4 ? $"({sums[0]} + {sums[1]}) + ({sums[2]} + {sums[3]})" : string.Join(" + ", sums);
            var residual = block.HasResidual ? $" + residuals{panel}[{vector}]" : "";
            writer.Line($"results{panel}[{vector}] = {Activate(block.Activation, block.Bits, $"{sum} + biases[{(panel * vectors) + vector}]{residual}")};");
        }

        string OfPanel(string offset, int panel) =>
            panel == 0 ? $"{offset} / {block.Lanes}" : $"({Panel(offset, offset + "Panel", panel)}) / {block.Lanes}";
    }

    private static IEnumerable<(int Panel, int Vector)> Vectors(DenseBlock block) =>
        from panel in Enumerable.Range(0, block.Panels)
        from vector in Enumerable.Range(0, block.VectorsPerBlock)
        select (panel, vector);

    private static string Panel(string offset, string step, int panel) => panel switch
    {
        0 => offset,
        1 => $"{offset} + {step}",
        _ => $"{offset} + {panel} * {step}",
    };

    private static string Sum(int chain, int panel, int vector) => $"sum{chain}_{panel}_{vector}";
}

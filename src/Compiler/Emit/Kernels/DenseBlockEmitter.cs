using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// Outputs of a dense layer for one sample. An input is broadcast once for all vectors of outputs; eight inputs per step divide the cost of
/// the loop by eight. A vector of weights holds floats of one input, or in each lane two numbers of bfloat16 for two inputs: the lower half of a
/// lane, moved up, is a float, and the upper half is one without the lower.
/// </summary>
internal static class DenseBlockEmitter
{
    private const int Unroll = 8;

    public static GeneratedSource Emit(DenseBlock block) => Create(
        block,
        $"{block.Panels * DenseBlock.Block} outputs of a dense layer, {block.Bits}-bit vectors{(block.HasPairs ? ", weights of two bytes" : "")}.",
        $"FloatBuffer arena, FloatBuffer weights, int source, int filter, {(block.HasPairs ? "int factor, " : "")}int bias, int destination,"
            + (block.HasResidual ? " int residual," : "")
            + "\nint blocks, int rows, int columns, int run, int lastRun, int blockStep, int rowStep, int columnStep"
            + (block.Panels == 1 ? "" : $",\nint filterPanel, int destinationPanel{(block.HasResidual ? ", int residualPanel" : "")}")
            + ActivationParameters(block.Activation),
        writer => WriteBody(block, writer));

    private static void WriteBody(DenseBlock block, SourceWriter writer)
    {
        writer.Line($$"""
            Span<float> data = arena.Span;
            ReadOnlySpan<{{WeightType(block)}}> filters = MemoryMarshal.Cast<float, {{WeightType(block)}}>(weights.Span);
            int tap = filter / {{block.Lanes}};
            """);
        if (block.HasPairs)
            writer.Line($"{WeightType(block)} upperHalf = Vector{block.Bits}.Create(0xFFFF0000);");
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
            WriteTaps(block, writer, Unroll, k => $"x[{k}]");
        }

        if (block.HasPairs)
            using (writer.Block("for (; t < length; t += 2)"))
            {
                writer.Line("// The weight beside that of a last input without a partner is 0.");
                writer.Line("ReadOnlySpan<float> x = inputs.Slice(t);");
                WriteTaps(block, writer, 2, k => k == 0 ? "x[0]" : "x.Length > 1 ? x[1] : 0f");
            }
        else
            using (writer.Block("for (; t < length; t++)"))
            {
                writer.Line("ReadOnlySpan<float> x = inputs.Slice(t, 1);");
                WriteTaps(block, writer, 1, k => $"x[{k}]");
            }
    }

    private static void WriteTaps(DenseBlock block, SourceWriter writer, int count, Func<int, string> input)
    {
        var inputsPerVector = block.HasPairs ? 2 : 1;
        var vectors = count / inputsPerVector * block.VectorsPerBlock;
        for (var panel = 0; panel < block.Panels; panel++)
            writer.Line($"ReadOnlySpan<{WeightType(block)}> f{panel} = filters.Slice({Panel("tap", "panelTaps", panel)}, {vectors});");
        for (var k = 0; k < count; k++)
        {
            writer.Line($"{VectorType(block.Bits)} x{k} = Vector{block.Bits}.Create({input(k)});");
            foreach (var (panel, vector) in Vectors(block))
            {
                var (pair, half) = (k / inputsPerVector, k % inputsPerVector);
                var stored = $"f{panel}[{(pair * block.VectorsPerBlock) + vector}]";
                if (block.HasPairs && half == 0)
                    writer.Line($"{WeightType(block)} {PairName(pair, panel, vector)} = {stored};");
                var weight = !block.HasPairs ? stored
                    : half == 0 ? $"({PairName(pair, panel, vector)} << 16).AsSingle()" : $"({PairName(pair, panel, vector)} & upperHalf).AsSingle()";
                var sum = Sum(k % block.Chains, panel, vector);
                writer.Line($"{sum} = {MultiplyAdd(block.Bits, $"x{k}", weight, sum)};");
            }
        }

        writer.Line($"tap += {vectors};");
    }

    private static void WriteResults(DenseBlock block, SourceWriter writer)
    {
        var vectors = block.VectorsPerBlock;
        WriteConstants("biases", "bias");
        if (block.HasPairs)
            WriteConstants("factors", "factor");
        writer.Line($"Span<{VectorType(block.Bits)}> all = MemoryMarshal.Cast<float, {VectorType(block.Bits)}>(data);");
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
            var output = (panel * vectors) + vector;
            var biased = block.HasPairs ? MultiplyAdd(block.Bits, sum, $"factors[{output}]", $"biases[{output}]") : $"{sum} + biases[{output}]";
            var residual = block.HasResidual ? $" + residuals{panel}[{vector}]" : "";
            writer.Line($"results{panel}[{vector}] = {Activate(block.Activation, block.Bits, biased + residual)};");
        }

        // Vectors of the weights that are floats in any case.
        void WriteConstants(string name, string offset) => writer.Line(block.HasPairs
            ? $"ReadOnlySpan<{VectorType(block.Bits)}> {name} = MemoryMarshal.Cast<float, {VectorType(block.Bits)}>(weights.Span.Slice({offset}, {block.Panels * DenseBlock.Block}));"
            : $"ReadOnlySpan<{VectorType(block.Bits)}> {name} = filters.Slice({offset} / {block.Lanes}, {block.Panels * vectors});");

        string OfPanel(string offset, int panel) =>
            panel == 0 ? $"{offset} / {block.Lanes}" : $"({Panel(offset, offset + "Panel", panel)}) / {block.Lanes}";
    }

    private static string WeightType(DenseBlock block) => block.HasPairs ? $"Vector{block.Bits}<uint>" : VectorType(block.Bits);

    private static string PairName(int pair, int panel, int vector) => $"w{pair}_{panel}_{vector}";

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

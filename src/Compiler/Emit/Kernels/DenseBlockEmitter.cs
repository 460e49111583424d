using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// 16 outputs of a dense layer. Four independent chains of sums hide the latency of multiply-add; eight inputs per step halve the
/// cost of the loop (105–115 GB/s of weights from the last-level cache).
/// </summary>
internal static class DenseBlockEmitter
{
    private const int Unroll = 8;
    private const int Chains = 4;

    public static GeneratedSource Emit(DenseBlock block) => Create(
        block,
        $"16 outputs of a dense layer, {block.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, int source, int filter, int bias, int destination,"
            + (block.HasResidual ? " int residual," : "")
            + "\nint blocks, int rows, int columns, int run, int lastRun, int blockStep, int rowStep, int columnStep"
            + ActivationParameters(block.Activation),
        writer => WriteBody(block, writer));

    private static void WriteBody(DenseBlock block, SourceWriter writer)
    {
        var vectors = block.VectorsPerBlock;
        writer.Line($$"""
            Span<float> data = arena.Span;
            ReadOnlySpan<{{VectorType(block.Bits)}}> filters = MemoryMarshal.Cast<float, {{VectorType(block.Bits)}}>(weights.Span);
            int tap = filter / {{block.Lanes}};
            """);
        for (var chain = 0; chain < Chains; chain++)
            writer.Line($"{VectorType(block.Bits)} {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"{Sum(chain, v)} = {VectorType(block.Bits)}.Zero"))};");
        TapLoopText.Write(writer, "channels", () => WriteRun(block, writer));
        WriteResults(block, writer);
    }

    private static void WriteRun(DenseBlock block, SourceWriter writer)
    {
        var vectors = block.VectorsPerBlock;
        writer.Line("ReadOnlySpan<float> inputs = data.Slice(columnSource, length);");
        writer.Line("int t = 0;");
        using (writer.Block($"for (; t <= length - {Unroll}; t += {Unroll})"))
        {
            writer.Line($"ReadOnlySpan<float> x = inputs.Slice(t, {Unroll});");
            writer.Line($"ReadOnlySpan<{VectorType(block.Bits)}> f = filters.Slice(tap, {Unroll * vectors});");
            for (var k = 0; k < Unroll; k++)
                for (var v = 0; v < vectors; v++)
                    writer.Line($"{Sum(k % Chains, v)} = {MultiplyAdd(block.Bits, $"Vector{block.Bits}.Create(x[{k}])", $"f[{(k * vectors) + v}]", Sum(k % Chains, v))};");
            writer.Line($"tap += {Unroll * vectors};");
        }

        using (writer.Block("for (; t < length; t++)"))
        {
            writer.Line($"ReadOnlySpan<{VectorType(block.Bits)}> f = filters.Slice(tap, {vectors});");
            for (var v = 0; v < vectors; v++)
                writer.Line($"{Sum(0, v)} = {MultiplyAdd(block.Bits, $"Vector{block.Bits}.Create(inputs[t])", $"f[{v}]", Sum(0, v))};");
            writer.Line($"tap += {vectors};");
        }
    }

    private static void WriteResults(DenseBlock block, SourceWriter writer)
    {
        var vectors = block.VectorsPerBlock;
        writer.Line($$"""
            ReadOnlySpan<{{VectorType(block.Bits)}}> biases = filters.Slice(bias / {{block.Lanes}}, {{vectors}});
            Span<{{VectorType(block.Bits)}}> all = MemoryMarshal.Cast<float, {{VectorType(block.Bits)}}>(data);
            Span<{{VectorType(block.Bits)}}> results = all.Slice(destination / {{block.Lanes}}, {{vectors}});
            """);
        if (block.HasResidual)
            writer.Line($"ReadOnlySpan<{VectorType(block.Bits)}> residuals = all.Slice(residual / {block.Lanes}, {vectors});");
        WriteActivationConstants(block.Activation, block.Bits, writer);
        for (var v = 0; v < vectors; v++)
        {
            var sum = $"({Sum(0, v)} + {Sum(1, v)}) + ({Sum(2, v)} + {Sum(3, v)}) + biases[{v}]"
                + (block.HasResidual ? $" + residuals[{v}]" : "");
            writer.Line($"results[{v}] = {Activate(block.Activation, block.Bits, sum)};");
        }
    }

    private static string Sum(int chain, int vector) => $"sum{chain}_{vector}";
}

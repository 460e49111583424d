using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// 16 outputs of a dense layer, each a dot product of the inputs and a row of the weights as they are stored. Some rows at once share the
/// loads of the inputs; the lanes of a row's sum are added at the end.
/// </summary>
internal static class DenseRowsEmitter
{
    private static IEnumerable<int> Rows => Enumerable.Range(0, DenseRows.RowsAtOnce);

    public static GeneratedSource Emit(DenseRows rows) => Create(
        rows,
        $"16 outputs of a dense layer on row-major weights, {rows.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, WeightMatrix matrix, int source, int row, int bias, int destination,"
            + (rows.HasResidual ? " int residual," : "") + " int rows, int inputs"
            + ActivationParameters(rows.Activation),
        writer => WriteBody(rows, writer));

    private static void WriteBody(DenseRows kernel, SourceWriter writer)
    {
        var vector = VectorType(kernel.Bits);
        writer.Line($$"""
            Span<float> data = arena.Span;
            ReadOnlySpan<float> elements = matrix.Span;
            ReadOnlySpan<{{vector}}> values = MemoryMarshal.Cast<float, {{vector}}>(data.Slice(source, inputs));
            Span<float> sums = stackalloc float[{{DenseRows.Block}}];
            int count = Math.Min({{DenseRows.Block}}, rows - row);
            """);
        using (writer.Block($"for (int done = 0; done < count; done += {DenseRows.RowsAtOnce})"))
            WriteRows(kernel, writer);
        writer.Line("sums.Slice(count).Clear();");
        WriteResults(kernel, writer);
    }

    private static void WriteRows(DenseRows kernel, SourceWriter writer)
    {
        var (vector, vectors) = (VectorType(kernel.Bits), DenseRows.InputStep / kernel.Lanes);
        writer.Line("// Rows behind the last one are the last one again.");
        foreach (var r in Rows)
            writer.Line($"ReadOnlySpan<{vector}> row{r} = MemoryMarshal.Cast<float, {vector}>(elements.Slice(Math.Min({Plus("row + done", r)}, rows - 1) * inputs, inputs));");
        writer.Line($"{vector} {string.Join(", ", Rows.Select(r => $"sum{r} = {vector}.Zero"))};");
        using (writer.Block($"for (int i = 0; i <= values.Length - {vectors}; i += {vectors})"))
        {
            writer.Line($"ReadOnlySpan<{vector}> x = values.Slice(i, {vectors});");
            foreach (var r in Rows)
                writer.Line($"ReadOnlySpan<{vector}> f{r} = row{r}.Slice(i, {vectors});");
            foreach (var r in Rows)
                for (var v = 0; v < vectors; v++)
                    writer.Line($"sum{r} = {MultiplyAdd(kernel.Bits, $"f{r}[{v}]", $"x[{v}]", $"sum{r}")};");
        }

        foreach (var r in Rows)
            writer.Line($"sums[{Plus("done", r)}] = Vector{kernel.Bits}.Sum(sum{r});");
    }

    private static void WriteResults(DenseRows kernel, SourceWriter writer)
    {
        var (vector, vectors) = (VectorType(kernel.Bits), DenseRows.Block / kernel.Lanes);
        writer.Line($$"""
            ReadOnlySpan<{{vector}}> products = MemoryMarshal.Cast<float, {{vector}}>(sums);
            ReadOnlySpan<{{vector}}> biases = MemoryMarshal.Cast<float, {{vector}}>(weights.Span.Slice(bias, {{DenseRows.Block}}));
            Span<{{vector}}> results = MemoryMarshal.Cast<float, {{vector}}>(data.Slice(destination, {{DenseRows.Block}}));
            """);
        if (kernel.HasResidual)
            writer.Line($"ReadOnlySpan<{vector}> residuals = MemoryMarshal.Cast<float, {vector}>(data.Slice(residual, {DenseRows.Block}));");
        WriteActivationConstants(kernel.Activation, kernel.Bits, writer);
        for (var v = 0; v < vectors; v++)
            writer.Line($"results[{v}] = {Activate(kernel.Activation, kernel.Bits, $"products[{v}] + biases[{v}]" + (kernel.HasResidual ? $" + residuals[{v}]" : ""))};");
    }
}

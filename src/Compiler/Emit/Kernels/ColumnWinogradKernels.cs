using ModelCompiler.Compiler.Packing;
using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>Winograd's transforms along columns: sums of rows, element by element.</summary>
internal static class ColumnWinogradKernels
{
    public static GeneratedSource Emit(ColumnWinogradInput transform) => Create(
        transform,
        $"Winograd input transform of {transform.TileHeight} rows for filters of {transform.KernelHeight}, {transform.Bits}-bit vectors.",
        "FloatBuffer arena, int source, int destination, int rowStep, int positionStep, int length, int blocks, int blockStep",
        writer => WriteInput(transform, writer));

    public static GeneratedSource Emit(ColumnWinogradOutput transform) => Create(
        transform,
        $"Winograd output transform of {transform.TileHeight} rows for filters of {transform.KernelHeight}, {transform.Bits}-bit vectors, blocks of {transform.Block} channels.",
        "FloatBuffer arena, FloatBuffer weights, int products, int bias, int destination,\nint positionStep, int rowStep, int pixels"
            + (transform.IsClipped ? ", int rows" : "") + ActivationParameters(transform.Activation),
        writer => WriteOutput(transform, writer));

    // The last vector of a row ends with it and laps over the one before.
    private static void WriteInput(ColumnWinogradInput transform, SourceWriter writer)
    {
        var (type, lanes) = (VectorType(transform.Bits), transform.Lanes);
        var matrix = WinogradTransform.Create(transform.TileHeight, transform.KernelHeight).Input;
        writer.Line("Span<float> data = arena.Span;");
        using (writer.Block("for (int block = 0; block < blocks; block++)"))
        {
            using (writer.Block($"for (int i = 0; i < length; i += {lanes})"))
            {
                writer.Line($"int start = Math.Min(i, length - {lanes});");
                writer.Line("int row = source + start;");
                writer.Line("int place = destination + start;");
                var inputs = Enumerable.Range(0, matrix.Length).Select(k => $"d{k}").ToArray();
                for (var k = 0; k < inputs.Length; k++)
                    writer.Line($"{type} {inputs[k]} = Vector{transform.Bits}.Create((ReadOnlySpan<float>)data.Slice({Step("row", k, "rowStep")}, {lanes}));");
                var results = new LinearTransform(writer, transform.Bits).Write(matrix, inputs);
                for (var k = 0; k < results.Length; k++)
                    writer.Line($"{results[k]}.CopyTo(data.Slice({Step("place", k, "positionStep")}, {lanes}));");
            }

            writer.Line("source += blockStep;");
            writer.Line("destination += length;");
        }
    }

    private static void WriteOutput(ColumnWinogradOutput transform, SourceWriter writer)
    {
        var (type, lanes, parts) = (VectorType(transform.Bits), transform.Lanes, transform.Block / transform.Lanes);
        var matrix = WinogradTransform.Create(transform.TileHeight, transform.KernelHeight).Output;
        var length = parts == 1 ? "pixels" : $"{parts} * pixels";
        writer.Line($"Span<{type}> data = MemoryMarshal.Cast<float, {type}>(arena.Span);");
        writer.Line($"ReadOnlySpan<{type}> biases = MemoryMarshal.Cast<float, {type}>(weights.Span).Slice(bias / {lanes}, {parts});");
        for (var v = 0; v < parts; v++)
            writer.Line($"{type} bias{v} = biases[{v}];");
        for (var k = 0; k < matrix[0].Length; k++)
            writer.Line($"ReadOnlySpan<{type}> products{k} = data.Slice(({Step("products", k, "positionStep")}) / {lanes}, {length});");
        for (var row = 0; row < matrix.Length; row++)
        {
            var slice = $"data.Slice(({Step("destination", row, "rowStep")}) / {lanes}, {length})";
            writer.Line($"Span<{type}> results{row} = {(row > 0 && transform.IsClipped ? $"rows > {row} ? {slice} : default" : slice)};");
        }

        WriteActivationConstants(transform.Activation, transform.Bits, writer);
        using (writer.Block($"for (int i = 0; i < products0.Length; {(parts == 1 ? "i++" : $"i += {parts}")})"))
            for (var v = 0; v < parts; v++)
                using (parts == 1 ? null : writer.Block())
                    WriteVector(transform, matrix, v, writer);
    }

    private static void WriteVector(ColumnWinogradOutput transform, Rational[][] matrix, int part, SourceWriter writer)
    {
        var index = Plus("i", part);
        var inputs = Enumerable.Range(0, matrix[0].Length).Select(k => $"m{k}").ToArray();
        for (var k = 0; k < inputs.Length; k++)
            writer.Line($"{VectorType(transform.Bits)} {inputs[k]} = products{k}[{index}];");
        var results = new LinearTransform(writer, transform.Bits).Write(matrix, inputs);
        for (var row = 0; row < results.Length; row++)
        {
            var store = $"results{row}[{index}] = {Activate(transform.Activation, transform.Bits, $"{results[row]} + bias{part}")};";
            writer.Line(row > 0 && transform.IsClipped ? $"if (rows > {row}) {store}" : store);
        }
    }

    private static string Step(string start, int count, string step) => count switch
    {
        0 => start,
        1 => $"{start} + {step}",
        _ => $"{start} + {count} * {step}",
    };
}

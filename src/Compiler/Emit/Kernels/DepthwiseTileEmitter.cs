using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>A tile of a depthwise convolution: vectors of channels, one filter vector per tap for all pixels of the tile.</summary>
internal static class DepthwiseTileEmitter
{
    public static GeneratedSource Emit(DepthwiseTile tile) => Create(
        tile,
        $"Depthwise convolution tile: {tile.Pixels} pixels × {tile.Block} channels, {tile.Bits}-bit vectors.",
        "FloatBuffer arena, FloatBuffer weights, int source, int filter, int bias, int destination,"
            + (tile.HasResidual ? " int residual," : "")
            + "\nint rows, int columns, int rowStep, int columnStep" + ActivationParameters(tile.Activation),
        writer => WriteBody(tile, writer));

    private static void WriteBody(DepthwiseTile tile, SourceWriter writer)
    {
        var (type, vectors) = (VectorType(tile.Bits), tile.VectorsPerBlock);
        var step = tile.PixelStep / tile.Lanes;
        writer.Line($$"""
            Span<{{type}}> data = MemoryMarshal.Cast<float, {{type}}>(arena.Span);
            ReadOnlySpan<{{type}}> filters = MemoryMarshal.Cast<float, {{type}}>(weights.Span);
            """);
        using (writer.Block($"for (int part = 0; part < {vectors}; part++)"))
        {
            writer.Line($"{type} {Sum(0)} = filters[(bias / {tile.Lanes}) + part];");
            if (tile.Pixels > 1)
                writer.Line($"{type} {string.Join(", ", Enumerable.Range(1, tile.Pixels - 1).Select(p => $"{Sum(p)} = {Sum(0)}"))};");
            writer.Line($"int tap = (filter / {tile.Lanes}) + part;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line($"int start = ((source + row * rowStep) / {tile.Lanes}) + part;");
                using (writer.Block("for (int column = 0; column < columns; column++)"))
                {
                    writer.Line($"ReadOnlySpan<{type}> inputs = data.Slice(start, {((tile.Pixels - 1) * step) + 1});");
                    writer.Line($"{type} f = filters[tap];");
                    for (var p = 0; p < tile.Pixels; p++)
                        writer.Line($"{Sum(p)} = {MultiplyAdd(tile.Bits, $"inputs[{p * step}]", "f", Sum(p))};");
                    writer.Line($"tap += {vectors};");
                    writer.Line($"start += columnStep / {tile.Lanes};");
                }
            }

            WriteResults(tile, writer);
        }
    }

    private static void WriteResults(DepthwiseTile tile, SourceWriter writer)
    {
        var length = ((tile.Pixels - 1) * tile.VectorsPerBlock) + 1;
        WriteActivationConstants(tile.Activation, tile.Bits, writer);
        writer.Line($"Span<{VectorType(tile.Bits)}> results = data.Slice((destination / {tile.Lanes}) + part, {length});");
        if (tile.HasResidual)
            writer.Line($"ReadOnlySpan<{VectorType(tile.Bits)}> residuals = data.Slice((residual / {tile.Lanes}) + part, {length});");
        for (var p = 0; p < tile.Pixels; p++)
        {
            var index = p * tile.VectorsPerBlock;
            var sum = tile.HasResidual ? $"{Sum(p)} + residuals[{index}]" : Sum(p);
            writer.Line($"results[{index}] = {Activate(tile.Activation, tile.Bits, sum)};");
        }
    }

    private static string Sum(int pixel) => $"sum{pixel}";
}

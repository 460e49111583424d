using ModelCompiler.Compiler.Plan;
using static ModelCompiler.Compiler.Emit.Kernels.KernelFile;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>
/// Pools windows of 2×2 side by side in a planar image: two rows are combined as they are, and then the two halves of every 64 bits, of
/// which the lower ones are the results.
/// </summary>
internal static class PlanarPoolEmitter
{
    public static GeneratedSource Emit(PlanarPool pool) => Create(
        pool,
        $"{(pool.IsMaximum ? "Maximum" : "Mean")} over windows of 2×2 of a planar image, {pool.Bits}-bit vectors.",
        "FloatBuffer arena, int source, int destination, int rows, int pixels, int rowStep, int destinationStep",
        writer => WriteBody(pool, writer));

    private static void WriteBody(PlanarPool pool, SourceWriter writer)
    {
        writer.Line("Span<float> data = arena.Span;");
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line("ReadOnlySpan<float> upper = data.Slice(source, 2 * pixels);");
            writer.Line("ReadOnlySpan<float> lower = data.Slice(source + rowStep, 2 * pixels);");
            writer.Line("Span<float> results = data.Slice(destination, pixels);");
            // The last vector ends with the row and laps over the one before.
            if (pool.Vectors > 0)
            {
                for (var vector = 0; vector < pool.Vectors; vector++)
                    using (writer.Block())
                        WriteVector(pool, vector == 0 ? "0" : vector == pool.Vectors - 1 ? $"pixels - {pool.Lanes}" : $"{vector * pool.Lanes}", writer);
            }
            else
            {
                using (writer.Block($"for (int pixel = 0; pixel < pixels; pixel += {pool.Lanes})"))
                    WriteVector(pool, $"Math.Min(pixel, pixels - {pool.Lanes})", writer);
            }

            writer.Line("source += 2 * rowStep;");
            writer.Line("destination += destinationStep;");
        }
    }

    private static void WriteVector(PlanarPool pool, string start, SourceWriter writer)
    {
        var (type, lanes) = (VectorType(pool.Bits), pool.Lanes);
        writer.Line($"int start = {start};");
        writer.Line($"ReadOnlySpan<float> above = upper.Slice(2 * start, {2 * lanes});");
        writer.Line($"ReadOnlySpan<float> below = lower.Slice(2 * start, {2 * lanes});");
        for (var half = 0; half < 2; half++)
        {
            string Part(string span) => $"Vector{pool.Bits}.Create({(half == 0 ? span : $"{span}.Slice({lanes})")})";
            writer.Line($"{type} columns{half} = {Combine(pool, Part("above"), Part("below"))};");
            writer.Line($"{type} windows{half} = {Combine(pool, $"columns{half}", $"(columns{half}.AsUInt64() >>> 32).AsSingle()")};");
        }

        var narrow = $"Vector{pool.Bits}.Narrow(windows0.AsUInt64(), windows1.AsUInt64()).AsSingle()";
        writer.Line($"({(pool.IsMaximum ? narrow : $"{narrow} * Vector{pool.Bits}.Create(0.25f)")}).CopyTo(results.Slice(start, {lanes}));");
    }

    private static string Combine(PlanarPool pool, string a, string b) => pool.IsMaximum ? $"Vector{pool.Bits}.MaxNative({a}, {b})" : $"{a} + {b}";
}

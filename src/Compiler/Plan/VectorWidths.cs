namespace ModelCompiler.Compiler.Plan;

/// <summary>The vector widths that kernels are generated for, widest first: AVX-512, AVX2, and SSE or NEON.</summary>
internal static class VectorWidths
{
    public static IReadOnlyList<int> All { get; } = [512, 256, 128];

    /// <summary>Those that a block of channels fills.</summary>
    public static IEnumerable<int> ForBlock(int block) => All.Where(bits => bits / 32 <= block);
}

namespace ModelCompiler.Compiler.Algorithms;

/// <summary>The machine that the selector plans for: a compiled model runs on any, so this is one in the middle.</summary>
/// <param name="FlopsPerNanosecond">Peak of fused multiply-adds, two operations each.</param>
/// <param name="DirectEfficiency">Share of the peak that the direct kernel reaches.</param>
/// <param name="GemmEfficiency">Share of the peak that the products of Winograd reach.</param>
/// <param name="CacheBytesPerNanosecond">Bandwidth while the weights fit the last-level cache.</param>
/// <param name="ScratchBytes">Size of the transformed tiles of one block: 0.5 to 1 MB were measured best.</param>
/// <param name="TransformScale">Time of a Winograd transform relative to AVX-512 at 3.75 GHz.</param>
internal sealed record MachineModel(
    double FlopsPerNanosecond, double DirectEfficiency, double GemmEfficiency,
    double CacheBytesPerNanosecond, int ScratchBytes, double TransformScale)
{
    /// <summary>
    /// 32 FLOP per cycle at 3.75 GHz (AVX2), 512 KB of L2. 0.95 and 0.93 of peak, and 100 GB/s from L3, were measured on
    /// Zen 5; its AVX2 transforms take 1.7 times as long as its AVX-512 ones (18.5 − 8.5 ms against 120 − 240 GFLOP/s of
    /// ResNet-18, less the products).
    /// </summary>
    public static MachineModel Generic { get; } = new(120, 0.95, 0.93, 100, 768 * 1024, 1.7);
}
